import { applicationVersions } from "../../components/scheduler/index.ts";
import { type Digests, isPinned, lockedDigests, mirrored, pinned } from "../../stacks/config/images.ts";
import { resolve, resolveOrThrow } from "../../stacks/config/resolve.ts";
import { dev, prod } from "../config/base.ts";

const digest = `sha256:${"a".repeat(64)}`;
const now = "2026-11-24";
const { unpinned: _, ...registry } = prod.image;
const strict = { ...prod, image: registry, registry: { backend: "jdbc" } };
const application = ["alert-server", "api", "master", "tools", "worker"].map(
  (name) => `registry.example.com/data/dolphinscheduler-${name}:3.4.2`,
);

const problemsOf = (input: object, digests = {}) => {
  const resolution = resolve(input, { digests, now });
  return resolution.ok ? [] : resolution.problems;
};
const specOf = (input: object, digests = {}) => resolveOrThrow(input, { digests, now }).spec;

test("production runs the newest version that no known advisory is about", () => {
  const { version } = specOf(prod);
  expect(version).toBe("3.4.2");
  expect(applicationVersions[version]?.advisories).toEqual([]);
});

test("an image whose digest is locked is pulled by it, and keeps its tag for the reader", () => {
  const { image, registry } = specOf(dev, {
    "apache/dolphinscheduler-worker:3.2.2": digest,
    "zookeeper:3.8.4": digest,
  });
  expect(image.references).toMatchObject({
    master: "apache/dolphinscheduler-master:3.2.2",
    worker: `apache/dolphinscheduler-worker:3.2.2@${digest}`,
  });
  expect(registry).toMatchObject({ image: `zookeeper:3.8.4@${digest}` });
});

test("a component may have an image of its own", () => {
  const worker = "registry.example.com/data/worker:3.2.2-7";
  const { references } = specOf({ ...dev, image: { overrides: { worker } } }).image;
  expect(references).toMatchObject({ api: "apache/dolphinscheduler-api:3.2.2", worker });
});

test.each([
  ["postgres:16.4", "mirror.example.com/hub/library/postgres:16.4"],
  ["minio/minio:1", "mirror.example.com/hub/minio/minio:1"],
  ["docker.io/apache/x:1", "mirror.example.com/hub/apache/x:1"],
  ["registry.example.com/x:1", "registry.example.com/x:1"],
  ["localhost/x:1", "localhost/x:1"],
  ["localhost:5000/x:1", "localhost:5000/x:1"],
])("with a mirror of Docker Hub %s is pulled as %s", (reference, expected) => {
  expect(mirrored(reference, "mirror.example.com/hub")).toBe(expected);
  expect(mirrored(reference, undefined)).toBe(reference);
});

test("the mirror holds for every image, the backing services' too", () => {
  const { image, database, objectStore, registry } = specOf({ ...dev, image: { mirror: "mirror.example.com/hub" } });
  for (const reference of Object.values(image.references))
    expect(reference).toMatch(/^mirror\.example\.com\/hub\/apache\//);
  expect(database).toMatchObject({ image: "mirror.example.com/hub/library/postgres:16.4" });
  expect(objectStore).toMatchObject({ clientImage: expect.stringMatching(/^mirror\.example\.com\/hub\/minio\/mc:/) });
  expect(registry).toMatchObject({ image: "mirror.example.com/hub/library/zookeeper:3.8.4" });
});

test("what is no digest pins nothing, and a digest that somebody wrote stays", () => {
  expect(pinned("x:1", { "x:1": "sha256:abc" })).toBe("x:1");
  expect(pinned(`x:1@${digest}`, { [`x:1@${digest}`]: digest })).toBe(`x:1@${digest}`);
  expect(pinned("constructor", {})).toBe("constructor");
});

const notPinned = (digests: Digests) =>
  Object.entries(digests).flatMap(([reference, locked]) => (isPinned(`${reference}@${locked}`) ? [] : [reference]));

test("images.lock.json holds digests and nothing else", () => {
  expect(notPinned({ "a:1": digest, "b:1": "sha256:abc", "c:1": "1.2.3" })).toEqual(["b:1", "c:1"]);
  expect(notPinned(lockedDigests)).toEqual([]);
});

describe("in production", () => {
  test("an image without a digest is refused, and named", () => {
    expect(problemsOf(strict)).toEqual([
      expect.objectContaining({ path: "image", received: `5 without a digest: ${application.join(", ")}` }),
    ]);
  });

  test("it is let through once every digest is locked", () => {
    const digests = Object.fromEntries(application.map((reference) => [reference, digest]));
    expect(problemsOf(strict, digests)).toEqual([]);
    const { [application[0] ?? ""]: one, ...others } = digests;
    expect(one).toBe(digest);
    expect(problemsOf(strict, others)).toHaveLength(1);
  });

  test("an exception is shown at every preview, with its reason and its last day", () => {
    const unpinned = { reason: "the registry is being moved", expires: "2026-12-31" };
    const { warnings } = resolveOrThrow({ ...strict, image: { ...registry, unpinned } }, { digests: {}, now });
    expect(warnings).toContainEqual(
      expect.objectContaining({
        path: "image.unpinned",
        received: expect.stringMatching(/2026-12-31.*the registry is being moved/),
      }),
    );
  });

  test.each([
    ["its last day", now, 0],
    ["the day after", "2026-11-23", 1],
    ["a year ahead", "2027-11-24", 0],
    ["more than a year ahead", "2027-11-25", 1],
  ])("an exception counts on %s: %s", (_, expires, problems) => {
    const unpinned = { reason: "the registry is being moved", expires };
    expect(problemsOf({ ...strict, image: { ...registry, unpinned } })).toHaveLength(problems);
  });

  test.each([
    ["without a reason", { expires: "2026-12-31" }, "image.unpinned.reason"],
    ["without an end", { reason: "the registry is being moved" }, "image.unpinned.expires"],
    [
      "with a day that does not exist",
      { reason: "the registry is being moved", expires: "2026-02-30" },
      "image.unpinned.expires",
    ],
  ])("an exception %s is refused", (_, unpinned, path) => {
    expect(problemsOf({ ...strict, image: { ...registry, unpinned } }).map((problem) => problem.path)).toContain(path);
  });
});

describe("stock images of a version whose plugins left them", () => {
  const stock = { ...dev, version: "3.4.2" };

  test("are refused", () => {
    expect(problemsOf(stock).map(({ path }) => path)).toEqual(["image.registry"]);
  });

  test.each<[string, object]>([
    ["a registry of one's own", { image: { registry: "registry.example.com/data" } }],
    ["a worker image of one's own", { image: { overrides: { worker: "registry.example.com/worker:3.4.2-1" } } }],
    ["an image of jars", { plugins: { image: "registry.example.com/plugins:3.4.2-1" } }],
  ])("run with %s", (_, more) => {
    expect(problemsOf({ ...stock, ...more })).toEqual([]);
  });
});

test("a path without an image of jars copies nothing and is refused", () => {
  expect(problemsOf({ ...dev, plugins: { path: "/jars" } }).map(({ path }) => path)).toEqual(["plugins.image"]);
});

test.each([
  ["a relative path", { image: "x/y:1", path: "jars" }, "plugins.path"],
  ["a path that a shell would read as more", { image: "x/y:1", path: "/jars;rm" }, "plugins.path"],
  ["an image that may be another one tomorrow", { image: "x/y:latest" }, "plugins.image"],
])("%s is refused", (_, plugins, path) => {
  expect(problemsOf({ ...dev, plugins }).map((problem) => problem.path)).toEqual([path]);
});
