import { newestSafeVersion } from "../../components/scheduler/versions/index.ts";
import checksums from "../../images/checksums.json" with { type: "json" };
import { builtVersions, jarsOf } from "../../images/contents.ts";
import { dockerfiles } from "../../images/dockerfile.ts";

const digest = `sha256:${"a".repeat(64)}`;
const files = dockerfiles({}, {});
const fileOf = (path: string, of = files) => of[`images/${path}.Dockerfile`] ?? "";

test("images are built for the version that production runs", () => {
  expect(builtVersions).toContain(newestSafeVersion());
});

test("there is a Dockerfile for every server, the tools and the carrier of jars, in every version", () => {
  const names = ["alert", "api", "master", "plugins", "tools", "worker"];
  const paths = builtVersions.flatMap((version) => names.map((name) => `images/${version}/${name}.Dockerfile`));
  expect(Object.keys(files).sort()).toEqual(paths.sort());
});

test("no image runs as root", () => {
  for (const text of Object.values(files)) expect(text.trimEnd()).toMatch(/\nUSER 10001$/);
});

test("every jar names one version and stands once", () => {
  for (const version of builtVersions) {
    const coordinates = jarsOf(version).map((jar) => jar.coordinates);
    expect(new Set(coordinates).size).toBe(coordinates.length);
    for (const jar of coordinates) expect(jar).toMatch(/^[\w.-]+:[\w.-]+:\d[\w.-]*(:jar:\w+)?$/);
  }
});

test("checksums are of jars in the list, and look like checksums", () => {
  const listed = builtVersions.flatMap((version) => jarsOf(version).map(({ coordinates }) => coordinates));
  for (const [coordinates, sha256] of Object.entries(checksums)) {
    expect(listed).toContain(coordinates);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  }
});

test("a jar is checked against its checksum, and one without says so", () => {
  const [jar = { coordinates: "" }] = jarsOf("3.2.2");
  const text = fileOf("3.2.2/worker", dockerfiles({ [jar.coordinates]: "abc" }, {}));
  expect(text).toContain(`\n${jar.coordinates} datasource-plugins abc\n`);
  expect(fileOf("3.2.2/worker")).toContain(`\n${jar.coordinates} datasource-plugins -\n`);
});

test("a locked digest pins the image that is built upon", () => {
  expect(fileOf("3.2.2/api")).toContain("\nARG BASE=apache/dolphinscheduler-api:3.2.2\n");
  const pinned = dockerfiles({}, { "apache/dolphinscheduler-api:3.2.2": digest });
  expect(fileOf("3.2.2/api", pinned)).toContain(`\nARG BASE=apache/dolphinscheduler-api:3.2.2@${digest}\n`);
});

test.each([
  ["3.2.2/worker", "/opt/dolphinscheduler/libs/"],
  ["3.4.2/worker", "/opt/dolphinscheduler/plugins/datasource-plugins/"],
  ["3.4.2/alert", "/opt/dolphinscheduler/plugins/alert-plugins/"],
])("%s has its jars where its start.sh looks: %s", (path, folder) => {
  expect(fileOf(path)).toContain(` ${folder}\n`);
});

test("plugins are the jars that hold their dependencies, from 3.3 on, and drivers are as their makers publish them", () => {
  const ours = (version: (typeof builtVersions)[number]) =>
    jarsOf(version)
      .map(({ coordinates }) => coordinates)
      .filter((jar) => jar.startsWith("org.apache.dolphinscheduler:"));
  expect(ours("3.2.2")).toEqual([]);
  expect(ours("3.4.2")).toContain("org.apache.dolphinscheduler:dolphinscheduler-storage-s3:3.4.2:jar:shade");
  expect(ours("3.4.2").filter((jar) => !jar.endsWith(":3.4.2:jar:shade"))).toEqual([]);
  expect(fileOf("3.4.2/worker")).toContain("\ncom.mysql:mysql-connector-j:9.7.0 datasource-plugins");
});

test("an image gets what its server uses and no more", () => {
  expect(fileOf("3.2.2/master")).not.toContain("FROM $MAVEN");
  expect(fileOf("3.4.2/alert")).not.toContain("mysql");
  expect(fileOf("3.4.2/master")).not.toContain("python3");
  expect(fileOf("3.4.2/worker")).toMatch(/dolphinscheduler-task-shell:3\.4\.2:jar:shade [\s\S]*python3/);
});
