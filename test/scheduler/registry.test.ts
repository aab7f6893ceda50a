import { boundVariables } from "../../components/scheduler/bindings.ts";
import { javaOptions } from "../../components/scheduler/java.ts";
import { registryCertificates } from "../../components/scheduler/registry.ts";
import { type RegistryBinding, type SchedulerSpec, serverNames } from "../../components/scheduler/types.ts";
import { chartValues } from "../../components/scheduler/values.ts";
import { spec } from "./spec.ts";

const secret = { secretName: "registry" };
const etcd: RegistryBinding = { ...secret, signIn: "none", type: "etcd" };
const zookeeper: RegistryBinding = { ...secret, type: "zookeeper" };
const withRegistry = (registry: RegistryBinding): SchedulerSpec => ({
  ...spec,
  bindings: { ...spec.bindings, registry },
});

const registryVariables = (registry: RegistryBinding) =>
  boundVariables(withRegistry(registry), "worker").filter(({ name }) => name.startsWith("REGISTRY_"));
const fromRegistry = (name: string, key: string) => ({
  name,
  valueFrom: { secretKeyRef: { key, name: "registry" } },
});

test("every server finds etcd by the binding's endpoints", () => {
  expect(registryVariables(etcd)).toEqual([
    { name: "REGISTRY_TYPE", value: "etcd" },
    fromRegistry("REGISTRY_ENDPOINTS", "endpoints"),
  ]);
  expect(chartValues(withRegistry(etcd)).externalRegistry.registryPluginName).toBe("etcd");
});

test("etcd's user and password come from the Secret and are nowhere in the chart's values", () => {
  expect(registryVariables({ ...etcd, signIn: "password" })).toEqual(
    expect.arrayContaining([fromRegistry("REGISTRY_USER", "username"), fromRegistry("REGISTRY_PASSWORD", "password")]),
  );
  expect(chartValues(withRegistry(etcd)).registryEtcd).toEqual({ enabled: false, ssl: { enabled: false } });
});

test("etcd's client gets all three files, or it would not encrypt, by paths that lead out of its working directory", () => {
  const files = registryVariables({ ...etcd, certificates: "client" }).flatMap((variable) =>
    "value" in variable && /FILE$/.test(variable.name) ? [[variable.name, String(variable.value)] as const] : [],
  );
  expect(files.map(([name]) => name)).toEqual([
    "REGISTRY_CERT_FILE",
    "REGISTRY_KEY_CERT_CHAIN_FILE",
    "REGISTRY_KEY_FILE",
  ]);
  const [{ mount } = { mount: { mountPath: "" } }] = registryCertificates(
    withRegistry({ ...etcd, certificates: "client" }),
  );
  for (const [, path] of files) {
    const { pathname } = new URL(`file:///opt/dolphinscheduler/${path}`);
    expect(pathname.startsWith(`${mount.mountPath}/`)).toBe(true);
  }
});

test("ZooKeeper's client is told of TLS by options of the JVM, in every server", () => {
  const closed = withRegistry({ ...zookeeper, certificates: "client" });
  const [{ mount } = { mount: { mountPath: "" } }] = registryCertificates(closed);
  for (const server of serverNames) {
    const options = javaOptions(closed, server).split(" ");
    expect(options).toEqual(
      expect.arrayContaining([
        "-Dzookeeper.client.secure=true",
        "-Dzookeeper.clientCnxnSocket=org.apache.zookeeper.ClientCnxnSocketNetty",
        `-Dzookeeper.ssl.keyStore.location=${mount.mountPath}/tls-combined.pem`,
        `-Dzookeeper.ssl.trustStore.location=${mount.mountPath}/ca.crt`,
      ]),
    );
    expect(javaOptions(withRegistry(zookeeper), server)).not.toContain("zookeeper");
  }
  expect(registryVariables({ ...zookeeper, certificates: "client" })).toContainEqual({
    name: "REGISTRY_ZOOKEEPER_BLOCK_UNTIL_CONNECTED",
    value: "15s",
  });
});

test("of a Secret with certificates no more is mounted than the client reads", () => {
  const [own] = registryCertificates(withRegistry({ ...zookeeper, certificates: "client" }));
  expect(own?.volume.secret).toMatchObject({
    items: [
      { key: "ca.crt", path: "ca.crt" },
      { key: "tls-combined.pem", path: "tls-combined.pem" },
    ],
    secretName: "client",
  });
  expect(registryCertificates(withRegistry(zookeeper))).toEqual([]);
  expect(registryCertificates(withRegistry({ database: spec.bindings.database, type: "jdbc" }))).toEqual([]);
});
