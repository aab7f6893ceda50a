import { harden } from "../../components/scheduler/harden/index.ts";
import { logConfiguration } from "../../components/scheduler/logs.ts";
import { type SchedulerSpec, type ServerName, serverNames } from "../../components/scheduler/types.ts";
import { pod, variables } from "../scheduler/hardened.ts";
import { templateOf } from "../scheduler/read.ts";
import { workload } from "../scheduler/rendered.ts";
import { osUsersSpec, spec, withServers } from "../scheduler/spec.ts";

const managed = (of: SchedulerSpec = spec): SchedulerSpec => ({ ...of, logs: { format: "json", retentionDays: 7 } });

interface Container {
  readonly name: string;
  readonly env?: readonly { readonly name: string; readonly value: string }[];
  readonly volumeMounts?: readonly { readonly mountPath: string; readonly name: string }[];
}

const containers = (server: ServerName, of: SchedulerSpec) => pod(server, of)["containers"] as Container[];
const cleaner = (server: ServerName, of: SchedulerSpec = managed()) =>
  containers(server, of).find(({ name }) => name === "log-cleaner");
const setting = (server: ServerName, name: string, of?: SchedulerSpec) =>
  cleaner(server, of)?.env?.find((entry) => entry.name === name)?.value;
const checksum = (server: ServerName, of: SchedulerSpec) => {
  const { annotations } = templateOf(harden(workload(server), of))["metadata"] as { annotations: object };
  return Object.entries(annotations).find(([key]) => key === "checksum/logs")?.[1];
};

test.each(serverNames)("%s reads our log configuration, from a folder of its own", (server) => {
  expect(variables(server, managed())["LOGGING_CONFIG"]).toBe("/etc/dolphinpod/logs/logback.xml");
  expect(containers(server, managed())[0]?.volumeMounts).toContainEqual({
    mountPath: "/etc/dolphinpod/logs",
    name: "log-upkeep",
    readOnly: true,
  });
});

test.each(serverNames)("%s is as it was where logs are left to the application", (server) => {
  expect(variables(server)).not.toHaveProperty("LOGGING_CONFIG");
  expect(containers(server, spec)).toHaveLength(1);
  expect(checksum(server, spec)).toBeUndefined();
  expect(logConfiguration(spec)).toBeUndefined();
});

test("masters and workers have a cleaner over the very volume of their logs, the others none", () => {
  expect(serverNames.map((server) => cleaner(server)?.volumeMounts?.[0])).toEqual([
    { mountPath: "/opt/dolphinscheduler/logs", name: "dolphin-master" },
    { mountPath: "/opt/dolphinscheduler/logs", name: "dolphin-worker-logs" },
    undefined,
    undefined,
  ]);
});

test("the cleaner's limits are the spec's days and the volume's share for tasks", () => {
  expect(setting("master", "KEEP_SECONDS")).toBe(String(7 * 24 * 3600));
  // 10Gi: a fifth free, a quarter of the rest for the server's own files.
  expect(setting("master", "LIMIT_BYTES")).toBe(String(6 * 2 ** 30));
});

test("the cleaner is restricted, and is who writes the files", () => {
  expect(cleaner("worker")).toMatchObject({
    image: "apache/dolphinscheduler-worker:3.2.2",
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
    },
  });
  expect(pod("worker", managed())["securityContext"]).toMatchObject({ runAsUser: 10001 });
});

test("beside a worker that is root the cleaner owns the files too, and has no capability", () => {
  expect(cleaner("worker", managed(osUsersSpec))).toMatchObject({
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] }, runAsNonRoot: false },
  });
});

test("another log configuration restarts exactly the servers that read it", () => {
  const larger = withServers({ master: { logs: { kind: "persistent", size: "80Gi", storageClass: "fast" } } });
  const changed = serverNames.filter((server) => checksum(server, managed()) !== checksum(server, managed(larger)));
  expect(changed).toEqual(["master"]);
});

test("the ConfigMap holds what each pod mounts of it, and nothing secret", () => {
  const files = Object.keys(logConfiguration(managed()) ?? {});
  const mounted = serverNames.flatMap((server) => {
    const volumes = pod(server, managed())["volumes"] as { name: string; configMap?: { items: { key: string }[] } }[];
    return volumes.find(({ name }) => name === "log-upkeep")?.configMap?.items.map(({ key }) => key) ?? [];
  });
  expect(new Set(mounted)).toEqual(new Set(files));
});

test("hardening twice changes nothing", () => {
  const once = harden(workload("worker"), managed());
  expect(harden(once, managed())).toEqual(once);
});
