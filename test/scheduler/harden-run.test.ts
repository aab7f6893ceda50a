import { harden, type KubernetesObject } from "../../components/scheduler/harden/index.ts";
import { type ServerName, serverNames } from "../../components/scheduler/types.ts";
import { container, pod, variables } from "./hardened.ts";
import { specOf } from "./read.ts";
import { service } from "./rendered.ts";
import { osUsersSpec, spec } from "./spec.ts";

describe("run time", () => {
  test.each(serverNames)("trap 10: a stop reaches the JVM of %s, and has time for it", (server) => {
    expect(container(server)).toHaveProperty("lifecycle.preStop.exec.command.2", expect.stringContaining("kill -TERM"));
    expect(pod(server)["terminationGracePeriodSeconds"]).toBe(spec.servers[server].gracePeriodSeconds);
  });

  test("trap 11: only the worker waits for its tasks before it stops", () => {
    const waiting = serverNames.filter((server) => JSON.stringify(container(server)).includes("until idle"));
    expect(waiting).toEqual(["worker"]);
  });

  test.each(serverNames)("traps 12 and 13: %s says heap and processors itself", (server) => {
    expect(variables(server)["JAVA_OPTS"]).toMatch(/-Xms2048m -Xmx2048m -XX:ActiveProcessorCount=2 /);
  });

  test.each([
    ["master", "MASTER"],
    ["worker", "WORKER"],
  ] as const)(
    "traps 14 and 17: %s is not idled by its neighbours, and leaves when it lost the registry",
    (server, prefix) => {
      expect(variables(server)[`${prefix}_SERVER_LOAD_PROTECTION_ENABLED`]).toBe("false");
      expect(variables(server)[`${prefix}_REGISTRY_DISCONNECT_STRATEGY_STRATEGY`]).toBe("stop");
    },
  );

  test.each(["3.3.0", "3.4.2"])("in %s, where nothing else bounds a master, its own processors do", (version) => {
    const prefix = "MASTER_SERVER_LOAD_PROTECTION";
    const found = Object.entries(variables("master", { ...spec, version })).filter(([name]) => name.startsWith(prefix));
    expect(Object.fromEntries(found.map(([name, value]) => [name.slice(prefix.length + 1), value]))).toEqual({
      ENABLED: "true",
      MAX_DISK_USAGE_PERCENTAGE_THRESHOLDS: "1",
      MAX_JVM_CPU_USAGE_PERCENTAGE_THRESHOLDS: "0.8",
      MAX_SYSTEM_CPU_USAGE_PERCENTAGE_THRESHOLDS: "1",
      MAX_SYSTEM_MEMORY_USAGE_PERCENTAGE_THRESHOLDS: "1",
    });
  });

  test.each([
    ["3.2.2", "WORKER_EXEC_THREADS"],
    ["3.4.2", "WORKER_PHYSICAL_TASK_CONFIG_TASK_EXECUTOR_THREAD_SIZE"],
  ])("a worker of %s runs as many tasks at once as its spec says", (version, variable) => {
    expect(variables("worker", { ...spec, version })[variable]).toBe(String(spec.servers.worker.execThreads));
  });

  test.each(["api", "alert"] as const)("trap 17: %s is restarted when it lost the registry", (server) => {
    expect(variables(server)["MANAGEMENT_ENDPOINT_HEALTH_GROUP_LIVENESS_INCLUDE"]).toBe(`livenessState,${server}`);
    expect(container(server)).toHaveProperty("livenessProbe.httpGet");
  });

  test("trap 15: the alert server registers its address, because no DNS knows a Deployment's pod name", () => {
    expect(variables("alert")["KUBERNETES_SERVICE_HOST"]).toBe("");
    for (const server of ["master", "worker", "api"] as const) {
      expect(variables(server)).not.toHaveProperty("KUBERNETES_SERVICE_HOST");
    }
  });

  test("trap 16: the names of masters and workers resolve before the pods are ready", () => {
    const published = (server: ServerName) => specOf(harden(service(server), spec))["publishNotReadyAddresses"];
    expect(serverNames.map(published)).toEqual([true, true, undefined, undefined]);
  });

  test("trap 18: every folder that grows has a limit", () => {
    for (const server of serverNames) {
      for (const volume of pod(server)["volumes"] as KubernetesObject[]) {
        if ("emptyDir" in volume) expect(volume).toHaveProperty("emptyDir.sizeLimit", expect.stringMatching(/Gi$/));
      }
    }
  });

  test("trap 19: variables that bind to nothing are gone", () => {
    const names = serverNames.flatMap((server) => Object.keys(variables(server)));
    expect(names).not.toContain("DEFAULT_TENANT_ENABLED");
    expect(names).not.toContain("MASTER_EXEC_TASK_NUM");
    expect(names).not.toContain("MASTER_HEARTBEAT_ERROR_THRESHOLD");
    expect(names).not.toContain("MASTER_KILL_APPLICATION_WHEN_HANDLE_FAILOVER");
    expect(names).not.toContain("MASTER_TASK_COMMIT_RETRYTIMES");
    expect(names).toContain("MASTER_FAILOVER_INTERVAL");
  });

  test("trap 20: tasks run as the server's own user, unless tenants are users of the operating system", () => {
    expect(variables("worker")).toMatchObject({
      WORKER_TENANT_CONFIG_AUTO_CREATE_TENANT_ENABLED: "false",
      WORKER_TENANT_CONFIG_DEFAULT_TENANT_ENABLED: "true",
    });
    expect(variables("worker")["JAVA_OPTS"]).toContain("-Duser.name=dolphinscheduler");
    expect(variables("worker", osUsersSpec)).toMatchObject({
      WORKER_TENANT_CONFIG_AUTO_CREATE_TENANT_ENABLED: "true",
      WORKER_TENANT_CONFIG_DEFAULT_TENANT_ENABLED: "false",
    });
  });

  test.each(serverNames)("trap 22: %s keeps the one time zone", (server) => {
    expect(variables(server)).toMatchObject({
      JAVA_OPTS: expect.stringContaining("-Duser.timezone=Europe/Berlin"),
      SPRING_JACKSON_TIME_ZONE: "Europe/Berlin",
      TZ: "Europe/Berlin",
    });
  });
});

describe("probes", () => {
  const http = (path: string, port: number) => ({ httpGet: { path, port, scheme: "HTTP" } });

  test.each([
    ["master", { tcpSocket: { port: 5678 } }, "/actuator", 5679],
    ["worker", { tcpSocket: { port: 1234 } }, "/actuator", 1235],
    ["api", http("/dolphinscheduler/actuator/health/liveness", 12345), "/dolphinscheduler/actuator", 12345],
    ["alert", http("/actuator/health/liveness", 50053), "/actuator", 50053],
  ] as const)(
    "%s has a startup, a readiness and a patient liveness probe, and none that cannot fail",
    (server, liveness, path, port) => {
      const { livenessProbe, readinessProbe, startupProbe } = container(server) as Record<string, Probe>;
      expect(livenessProbe).toMatchObject(liveness);
      expect(readinessProbe).toMatchObject(http(`${path}/health/readiness`, port));
      expect(startupProbe).toMatchObject(http(`${path}/health/liveness`, port));
      expect(JSON.stringify([livenessProbe, readinessProbe, startupProbe])).not.toContain("curl");
      expect(budget(livenessProbe)).toBeGreaterThanOrEqual(120);
      expect(budget(startupProbe)).toBeGreaterThanOrEqual(180);
    },
  );

  test("ready means that registry and database are reached", () => {
    const included = (server: ServerName) => variables(server)["MANAGEMENT_ENDPOINT_HEALTH_GROUP_READINESS_INCLUDE"];
    expect(serverNames.map(included)).toEqual([
      "readinessState,db,master",
      "readinessState,worker",
      "readinessState,db,api",
      "readinessState,db,alert",
    ]);
  });

  interface Probe {
    failureThreshold: number;
    periodSeconds: number;
  }
  const budget = (probe: Probe | undefined) => (probe ? probe.failureThreshold * probe.periodSeconds : 0);
});
