import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chartArchive } from "../../stacks/chart.ts";
import { digestOf } from "../../stacks/oci.ts";
import { type FakeRegistry, startRegistry } from "./registry.ts";

const archive = Buffer.from("a chart");
let folder: string;
let registry: FakeRegistry;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "chart-archive-"));
  registry = await startRegistry(archive);
});

afterEach(async () => {
  await registry.close();
  rmSync(folder, { recursive: true });
});

const chart = () => ({ repository: registry.repository, version: "3.2.2" });
const lockFile = () => join(folder, "charts.lock.json");
const places = (env: Record<string, string> = {}) => ({
  env: { XDG_CACHE_HOME: join(folder, "cache"), ...env },
  lockFile: lockFile(),
});
const cached = () => join(folder, "cache/dolphinpod/charts/dolphinscheduler-helm-3.2.2.tgz");
const lock = () => JSON.parse(readFileSync(lockFile(), "utf8")) as unknown;
const locked = (content: string | Buffer) =>
  writeFileSync(lockFile(), JSON.stringify({ [`${registry.repository}:3.2.2`]: digestOf(Buffer.from(content)) }));

test("the first call pulls the chart into the cache and locks its digest", async () => {
  writeFileSync(lockFile(), "{}\n");
  expect(await chartArchive(chart(), places())).toBe(cached());
  expect(readFileSync(cached())).toEqual(archive);
  expect(lock()).toEqual({ [`${registry.repository}:3.2.2`]: digestOf(archive) });
});

test("a later call needs no registry", async () => {
  await chartArchive(chart(), places());
  const asked = registry.requests.length;
  await registry.close();
  expect(await chartArchive(chart(), places())).toBe(cached());
  expect(registry.requests).toHaveLength(asked);
});

test("locking a chart keeps the digests of others", async () => {
  writeFileSync(lockFile(), JSON.stringify({ "oci://z/chart:1.0.0": "sha256:z" }));
  await chartArchive(chart(), places());
  expect(lock()).toEqual({
    "oci://z/chart:1.0.0": "sha256:z",
    [`${registry.repository}:3.2.2`]: digestOf(archive),
  });
});

test("an archive that was changed in the cache is refused, with the way to mend it", async () => {
  await chartArchive(chart(), places());
  writeFileSync(cached(), "another chart");
  await expect(chartArchive(chart(), places())).rejects.toThrow(`delete ${cached()}, and the next run pulls it again`);
});

test("a version that was published anew is refused and not kept", async () => {
  locked("what was reviewed");
  await expect(chartArchive(chart(), places())).rejects.toThrow("Somebody replaced a published version");
  expect(existsSync(cached())).toBe(false);
});

test("an archive that is not what its manifest promises is refused and neither kept nor locked", async () => {
  registry.archive = Buffer.from("swapped on the way");
  await expect(chartArchive(chart(), places())).rejects.toThrow(`where it promised ${digestOf(archive)}`);
  expect(existsSync(cached())).toBe(false);
  expect(existsSync(lockFile())).toBe(false);
});

test("without a registry the error says what happened and names the three ways out", async () => {
  await registry.close();
  await expect(chartArchive(chart(), places())).rejects.toThrow(
    /could not be pulled: fetch failed \(.*ECONNREFUSED.*\)\. Connect to the registry once, or put the archive at .*dolphinscheduler-helm-3\.2\.2\.tgz, or set DOLPHINPOD_CHART/,
  );
});

test("a version that the registry does not have is told with its status", async () => {
  await expect(chartArchive({ ...chart(), version: "0.0.0" }, places())).rejects.toThrow(
    "manifests/0.0.0 answered 404",
  );
});

test("DOLPHINPOD_CHART wins over cache and registry", async () => {
  locked("something else");
  expect(await chartArchive(chart(), places({ DOLPHINPOD_CHART: folder }))).toBe(folder);
  expect(registry.requests).toEqual([]);
});

test("a DOLPHINPOD_CHART that is not there is refused", async () => {
  await expect(chartArchive(chart(), places({ DOLPHINPOD_CHART: "/nowhere/chart" }))).rejects.toThrow(
    "DOLPHINPOD_CHART: /nowhere/chart does not exist",
  );
});

test("a repository that is no OCI reference is refused with the form to use", async () => {
  const repository = "https://charts.example.org/dolphinscheduler-helm";
  await expect(chartArchive({ repository, version: "3.2.2" }, places())).rejects.toThrow(
    `"${repository}" is no OCI reference; write oci://<host>/<path>/<chart>`,
  );
});

test("a lock file that was damaged is refused", async () => {
  writeFileSync(lockFile(), '{"chart": 1}');
  await expect(chartArchive(chart(), places())).rejects.toThrow("must map");
});
