import type { StorageSpec } from "../../components/kubernetes/resources.ts";
import { etcdPorts, zookeeperPorts } from "../../components/registry/ports.ts";
import type { AccessSpec, RegistrySpec, SignIn } from "../../components/registry/types.ts";
import { isMonitored } from "./build-monitoring.ts";
import type { Settings } from "./schema.ts";

/** Who may use the registry: what the stack says, else the safe choice where the registry is ours and matters. */
export function registryAccess({ class: environmentClass, registry: { access, backend } }: Settings): SignIn {
  if (access !== undefined) return access.mode;
  const made = backend === "zookeeper" || backend === "etcd";
  return environmentClass === "prod" && made ? "certificates" : "open";
}

/** Whether cert-manager signs for members and clients. */
export function hasRegistryCertificates(settings: Settings): boolean {
  const { backend } = settings.registry;
  return (backend === "zookeeper" || backend === "etcd") && registryAccess(settings) === "certificates";
}

export function registry(settings: Settings, storage: StorageSpec, shellImage: string): RegistrySpec {
  const { registry: it } = settings;
  const signIn = registryAccess(settings);
  switch (it.backend) {
    case "jdbc":
      return { backend: "jdbc" };
    case "existing":
      return {
        backend: "existing",
        kind: it.kind,
        secretName: it.secretName ?? "",
        port: it.port ?? (it.kind === "etcd" ? etcdPorts : zookeeperPorts).client,
        cidr: it.cidr,
        signIn,
      };
    default: {
      // A rule has refused passwords.
      const access: AccessSpec =
        signIn === "certificates" ? { mode: signIn, version: it.certificateVersion } : { mode: "open" };
      const members = { members: it.members, storage, resources: { cpu: it.cpu, memory: it.memory }, access };
      if (it.backend === "zookeeper") {
        return { backend: "zookeeper", image: it.image, ...members, metrics: isMonitored(settings) ? "on" : "off" };
      }
      const { snapshots: keep, snapshotTime: time } = it;
      const snapshots = keep === 0 ? undefined : { keep, time, shellImage };
      return { backend: "etcd", image: it.etcdImage, ...members, snapshots };
    }
  }
}
