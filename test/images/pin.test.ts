import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pin } from "../../cli/reports/images.ts";
import { type ManifestRegistry, sha256, startManifestRegistry } from "./registry.ts";

let registry: ManifestRegistry;
let folder = "";
let lockFile = "";

beforeEach(async () => {
  registry = await startManifestRegistry();
  folder = mkdtempSync(join(tmpdir(), "dolphinpod-pin-"));
  lockFile = join(folder, "images.lock.json");
});

afterEach(async () => {
  await registry.close();
  rmSync(folder, { recursive: true });
});

const locked = () => JSON.parse(readFileSync(lockFile, "utf8")) as Record<string, string>;

test("digests are asked for and written down beside those that are there, sorted", async () => {
  writeFileSync(lockFile, JSON.stringify({ "zookeeper:3.8.4": sha256("zookeeper") }));
  registry.manifests["data/worker:3.4.2"] = "an index";
  const image = `${registry.host}/data/worker:3.4.2`;

  expect(await pin([image], lockFile)).toMatchObject({
    exitCode: 0,
    output: `${image} is ${sha256("an index")}\n1 digest locked.`,
    errors: "",
  });
  expect(Object.entries(locked())).toEqual([
    [image, sha256("an index")],
    ["zookeeper:3.8.4", sha256("zookeeper")],
  ]);
});

test("an index is asked for before the image of one platform", async () => {
  registry.manifests["data/worker:1"] = "an index";
  await pin([`${registry.host}/data/worker:1`], lockFile);
  expect(registry.accepted).toMatch(/^application\/vnd\.oci\.image\.index\.v1\+json, .*manifest\.list/);
});

test("an image that the registry does not have stays unpinned, and the others are still locked", async () => {
  registry.manifests["data/api:1"] = "an index";
  const outcome = await pin([`${registry.host}/data/api:1`, `${registry.host}/data/master:1`], lockFile);
  expect(outcome).toMatchObject({
    exitCode: 1,
    errors: expect.stringMatching(/data\/master:1 stays unpinned: .* answered 404/),
  });
  expect(Object.keys(locked())).toEqual([`${registry.host}/data/api:1`]);
});

test("a registry that cannot be reached locks nothing", async () => {
  const { host } = registry;
  await registry.close();
  expect(await pin([`${host}/data/worker:1`], lockFile)).toMatchObject({
    exitCode: 1,
    output: "0 digests locked.",
    errors: expect.stringContaining("ECONNREFUSED"),
  });
  expect(locked).toThrow("ENOENT");
  registry = await startManifestRegistry();
});

test("a digest that is not that of what was sent is not believed", async () => {
  registry.manifests["data/worker:1"] = "an index";
  registry.promised = sha256("another one");
  const { errors } = await pin([`${registry.host}/data/worker:1`], lockFile);
  expect(errors).toMatch(/sent sha256:\w+ where it promised sha256:\w+/);
});
