import { serverNames } from "../../components/scheduler/types.ts";
import {
  applicationVersion,
  applicationVersions,
  compareVersions,
  openAdvisories,
} from "../../components/scheduler/versions/index.ts";

test("each version is filed under its own name, with the chart that fits", () => {
  expect(Object.keys(applicationVersions)).toEqual(["3.2.2", "3.3.0", "3.3.1", "3.3.2", "3.4.0", "3.4.1", "3.4.2"]);
  for (const [name, facts] of Object.entries(applicationVersions)) {
    expect(facts.version).toBe(name);
    expect(facts.chart).toEqual({
      repository: "oci://registry-1.docker.io/apache/dolphinscheduler-helm",
      version: "3.2.2",
    });
  }
});

test.each([
  ["3.2.2", "in-image", "/opt/dolphinscheduler/conf", "script"],
  ["3.3.2", "own-image", "/opt/dolphinscheduler/api-server/conf", "schema"],
  ["3.4.2", "own-image", "/opt/dolphinscheduler/api-server/conf", "schema"],
])("%s: plugins %s, configuration in %s, registry tables by %s", (version, plugins, configFolder, tables) => {
  const facts = applicationVersion(version);
  expect(facts.plugins).toBe(plugins);
  expect(facts.servers.api.configFolder).toBe(configFolder);
  expect(facts.jdbcRegistryTables).toBe(tables);
});

test.each([
  ["3.2.2", ["CVE-2026-23902", "CVE-2026-41280", "CVE-2026-42357", "CVE-2026-47340"]],
  ["3.4.1", ["CVE-2026-41280", "CVE-2026-42357", "CVE-2026-47340"]],
  ["3.4.2", []],
])("%s has the advisories %j open", (version, ids) => {
  expect(applicationVersion(version).advisories.map(({ id }) => id)).toEqual(ids);
});

test("an advisory says which version mends it and where it was published", () => {
  for (const { fixedIn, source, summary } of openAdvisories("3.2.2")) {
    expect(Object.keys(applicationVersions)).toContain(fixedIn);
    expect(source).toMatch(/^https:\/\/nvd\.nist\.gov\//);
    expect(summary).not.toBe("");
  }
});

test.each([
  ["3.9.1", "3.10.0", -1],
  ["3.4.2", "3.4.2", 0],
  ["4.0.0", "3.4.2", 1],
])("%s compared with %s is %d", (a, b, sign) => {
  expect(Math.sign(compareVersions(a, b))).toBe(sign);
});

test("ports are what the chart's Services have", () => {
  const { servers } = applicationVersion("3.2.2");
  expect(serverNames.map((name) => [servers[name].port, servers[name].actuatorPort])).toEqual([
    [5678, 5679],
    [1234, 1235],
    [12345, 12345],
    [50052, 50053],
  ]);
});

test.each(["3.2.1", "latest", "constructor"])("%s has no data file, and the error names those that do", (version) => {
  expect(() => applicationVersion(version)).toThrow(`version: "${version}" is not known; allowed are 3.2.2, 3.3.0`);
});
