import { applicationVersion, applicationVersions } from "../../components/scheduler/versions/index.ts";
import { applicationMeters, commonMeters, type MeterName } from "../../components/scheduler/versions/meters.ts";
import { hasMeter, meter, meterOf, seriesOf } from "../../components/scheduler/versions/metrics.ts";

const versions = Object.values(applicationVersions);
const names = Object.keys({ ...commonMeters, ...applicationMeters }) as MeterName[];

test.each(names.map((name) => [name]))("some version has the meter %s", (name) => {
  expect(versions.some((version) => hasMeter(version, name))).toBe(true);
});

test.each(versions.map(({ version }) => [version]))("version %s names each of its meters once", (version) => {
  const { meters } = applicationVersion(version).metrics;
  expect(meters).toEqual([...new Set(meters)]);
});

test.each([
  ["3.2.2", "ds_task_instance_count_total", true],
  ["3.3.0", "ds_task_instance_count_total", false],
  ["3.4.1", "ds_workflow_instance_count_total", false],
  ["3.4.2", "ds_workflow_instance_count_total", true],
  ["3.3.2", "ds_worker_heartbeat_count_total", true],
  ["3.2.2", "ds_worker_heartbeat_count_total", false],
  ["3.4.2", "jvm_memory_used_bytes", true],
] as const)("version %s and the meter %s: %p", (version, name, there) => {
  expect(hasMeter(applicationVersion(version), name)).toBe(there);
});

test("a meter that the version lacks is an error that says what it has, and a way out", () => {
  expect(meterOf(applicationVersion("3.2.2"), "ds_task_instance_count_total")).toBe("ds_task_instance_count_total");
  expect(() => meterOf(applicationVersion("3.4.2"), "ds_task_instance_count_total")).toThrow(
    /^metric ds_task_instance_count_total: 3\.4\.2 does not have it, .*ds_alert_pending.*Ask hasMeter first/,
  );
});

test("timers show how often and how long, and only histograms show buckets", () => {
  const series = seriesOf(applicationVersion("3.2.2"));
  expect(series).toContain("ds_workflow_command_query_duration_seconds_count");
  expect(series).toContain("ds_worker_resource_download_size_bytes_bucket");
  expect(series).not.toContain("ds_workflow_command_query_duration_seconds_bucket");
  expect(series).not.toContain("ds_workflow_command_query_duration_seconds");
});

test("counters end as Prometheus wants it", () => {
  expect(names.filter((name) => meter(name).kind === "counter" && !name.endsWith("_total"))).toEqual([]);
});

test("workflows that are counted have names for how they end, and no others do", () => {
  for (const version of versions) {
    const counted = hasMeter(version, "ds_workflow_instance_count_total");
    expect([version.version, version.metrics.workflowStates !== undefined]).toEqual([version.version, counted]);
  }
});
