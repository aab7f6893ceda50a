import { harden } from "../../components/scheduler/harden/index.ts";
import { type ServerName, serverNames } from "../../components/scheduler/types.ts";
import { container, pod, variables } from "./hardened.ts";
import { specOf } from "./read.ts";
import { role, roleBinding, service, serviceAccount } from "./rendered.ts";
import { osUsersSpec, spec } from "./spec.ts";

describe("security", () => {
  test.each(serverNames)("%s runs restricted, without a token", (server) => {
    expect(pod(server)).toMatchObject({
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: "RuntimeDefault" } },
      serviceAccountName: `dolphin-${server}`,
    });
    expect(container(server)["securityContext"]).toMatchObject({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: server !== "worker",
      runAsNonRoot: true,
    });
  });

  test("root and sudo come to the worker alone, and only with tenants of the operating system", () => {
    expect(pod("worker", osUsersSpec)["securityContext"]).toMatchObject({ runAsNonRoot: false, runAsUser: 0 });
    expect(container("worker", osUsersSpec)["securityContext"]).toMatchObject({
      allowPrivilegeEscalation: true,
      capabilities: { add: expect.arrayContaining(["SETUID", "SETGID"]), drop: ["ALL"] },
      privileged: false,
    });
    expect(pod("master", osUsersSpec)["securityContext"]).toMatchObject({ runAsUser: 10001 });
  });

  test("a server writes to volumes: its logs, /tmp, and the worker's data", () => {
    const mounts = (server: ServerName) =>
      (container(server)["volumeMounts"] as { mountPath: string }[]).map(({ mountPath }) => mountPath);
    for (const server of serverNames) {
      expect(mounts(server)).toEqual(expect.arrayContaining(["/tmp", "/opt/dolphinscheduler/logs"]));
    }
    expect(mounts("worker")).toContain("/tmp/dolphinscheduler");
  });

  test("the Python gateway is off and unreachable", () => {
    expect(variables("api")["API_PYTHON_GATEWAY_ENABLED"]).toBe("false");
    expect(JSON.stringify([container("api")["ports"], specOf(harden(service("api"), spec))["ports"]])).not.toMatch(
      /python|25333/,
    );
  });

  test.each(serverNames)("no ConfigMap named after %s can control it", (server) => {
    expect(variables(server)).toMatchObject({
      MANAGEMENT_ENDPOINT_HEALTH_PROBES_ENABLED: "true",
      SPRING_CLOUD_KUBERNETES_CONFIG_ENABLED: "false",
      SPRING_CLOUD_KUBERNETES_ENABLED: "false",
      SPRING_MAIN_CLOUD_PLATFORM: "none",
    });
  });

  test.each(serverNames)(
    "the actuator of %s, which has no sign-in, shows health without details, and metrics",
    (server) => {
      expect(variables(server)).toMatchObject({
        MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE: "health,prometheus",
        MANAGEMENT_ENDPOINT_HEALTH_SHOW_DETAILS: "never",
      });
    },
  );

  test("the chart's own account has no token and no rights", () => {
    expect(harden(serviceAccount, spec)["automountServiceAccountToken"]).toBe(false);
    expect(harden(role, spec)["rules"]).toEqual([]);
    expect(harden(roleBinding, spec)).not.toHaveProperty("subjects");
  });
});
