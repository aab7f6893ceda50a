import fc from "fast-check";
import {
  applicationVersions,
  harden,
  type KubernetesObject,
  type SchedulerSpec,
} from "../../components/scheduler/index.ts";
import { serverNames } from "../../components/scheduler/types.ts";
import { pod, variables } from "../scheduler/hardened.ts";
import { containerOf, podOf } from "../scheduler/read.ts";
import { workload } from "../scheduler/rendered.ts";
import { osUsersSpec, spec } from "../scheduler/spec.ts";

const plugins = { image: "registry.example.com/plugins:1", path: "/opt/jars" };
const withPlugins: SchedulerSpec = { ...spec, plugins };
const newest: SchedulerSpec = { ...withPlugins, version: "3.4.2" };

const initContainers = (of: SchedulerSpec, server: (typeof serverNames)[number] = "worker") =>
  (pod(server, of)["initContainers"] ?? []) as readonly KubernetesObject[];
const scripts = (of: SchedulerSpec, server?: (typeof serverNames)[number]) =>
  initContainers(of, server).map(({ command }) => (command as string[]).at(-1));

test("without plugins nothing is added", () => {
  expect(pod("worker")["initContainers"]).toBeUndefined();
  expect(variables("worker")).not.toHaveProperty("DOLPHINSCHEDULER_HOME");
});

test("in 3.2.2 the jars are linked beside the image's own, in a home that start.sh is sent to", () => {
  expect(initContainers(withPlugins).map(({ image, name }) => [name, image])).toEqual([
    ["plugins", plugins.image],
    ["class-path", "apache/dolphinscheduler-worker:3.2.2"],
  ]);
  expect(scripts(withPlugins)[0]).toContain("cp -R /opt/jars/. /plugins/jars/");
  expect(variables("worker", withPlugins)).toMatchObject({ DOLPHINSCHEDULER_HOME: "/plugins/home" });
});

test("from 3.3 on the jars are beside the image's own in the folder that start.sh reads", () => {
  expect(initContainers(newest).map(({ image, name }) => [name, image])).toEqual([
    ["own-plugins", "apache/dolphinscheduler-worker:3.2.2"],
    ["plugins", plugins.image],
  ]);
  expect(containerOf(harden(workload("worker"), newest))["volumeMounts"]).toContainEqual({
    mountPath: "/opt/dolphinscheduler/plugins",
    name: "plugins",
    readOnly: true,
  });
  expect(variables("worker", newest)).not.toHaveProperty("DOLPHINSCHEDULER_HOME");
});

test.each([
  ["alert", "alert-plugins"],
  ["api", "datasource-plugins"],
  ["worker", "datasource-plugins"],
] as const)("a jar that says no group goes where the %s server looks: %s", (server, group) => {
  expect(scripts(newest, server).at(-1)).toContain(`mv "$jar" /plugins/${group}/`);
});

test.each([
  ["a server that is not root", withPlugins],
  ["a worker that is root", { ...osUsersSpec, plugins }],
  ["the newest version", newest],
])("the init containers of %s are restricted and write to the volume alone", (_, of) => {
  for (const container of initContainers(of)) {
    expect(container).toMatchObject({
      resources: { limits: { memory: expect.any(String) }, requests: { cpu: expect.any(String) } },
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ["ALL"] },
        readOnlyRootFilesystem: true,
        runAsNonRoot: true,
        runAsUser: 10001,
      },
      volumeMounts: [{ mountPath: "/plugins", name: "plugins" }],
    });
  }
  expect(pod("worker", of)["volumes"]).toContainEqual({ emptyDir: { sizeLimit: "4Gi" }, name: "plugins" });
});

test("whatever the server and the version, hardening twice is hardening once", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...serverNames),
      fc.constantFrom(...Object.keys(applicationVersions)),
      (server, version) => {
        const of = { ...withPlugins, version };
        const once = harden(workload(server), of);
        expect(harden(once, of)).toEqual(once);
      },
    ),
  );
});

test("a server runs the very image that the specification names, digest included", () => {
  const worker = `registry.example.com/worker:3.2.2@sha256:${"a".repeat(64)}`;
  const of = { ...spec, image: { ...spec.image, references: { ...spec.image.references, worker } } };
  expect(containerOf(harden(workload("worker"), of))["image"]).toBe(worker);
  expect(containerOf(harden(workload("api"), of))["image"]).toBe("apache/dolphinscheduler-api:3.2.2");
});

test("another image of jars is another pod, so it is rolled out", () => {
  const other = { ...withPlugins, plugins: { ...plugins, image: "registry.example.com/plugins:2" } };
  expect(podOf(harden(workload("api"), other))).not.toEqual(podOf(harden(workload("api"), withPlugins)));
});
