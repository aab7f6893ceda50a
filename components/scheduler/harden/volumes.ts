import { caMount, caVolume } from "../../binding/ca.ts";
import { change, changeList, field, isObject, type KubernetesObject, nameOf, put } from "../../kubernetes/object.ts";
import { databaseCertificates } from "../bindings.ts";
import { trustStoreFile } from "../login.ts";
import { dataFolder } from "../properties.ts";
import { registryCertificates } from "../registry.ts";
import { runsAsRoot } from "../tenants.ts";
import type { PersistentVolumeSpec, SchedulerSpec, ServerName, VolumeSpec } from "../types.ts";
import { all, type Context, onContainer, serverObjectName } from "./context.ts";

interface Volume {
  readonly name: string;
  readonly mountPath: string;
  readonly spec: VolumeSpec;
}

/**
 * Uploads of up to 1 GiB are written twice before they are stored; tasks use /tmp as they like. Tenants who are users of
 * the operating system keep the image's /tmp, because a volume's would lack the sticky bit between them.
 */
const temporarySize: Record<ServerName, string> = { alert: "1Gi", api: "4Gi", master: "1Gi", worker: "4Gi" };

/** Name that the chart gives the volume of a server's log files. */
export function logsVolumeName({ spec, server }: Pick<Context, "server" | "spec">): string {
  const name = serverObjectName(spec, server);
  return server === "worker" ? `${name}-logs` : name;
}

/** Volumes of a server, by the names that the chart gives them. */
function volumesOf({ spec, server, settings, version }: Context): readonly Volume[] {
  const logs = { mountPath: version.logsFolder, name: logsVolumeName({ spec, server }), spec: settings.logs };
  const temporary: readonly Volume[] = runsAsRoot(spec, server)
    ? []
    : [{ mountPath: "/tmp", name: "tmp", spec: { kind: "ephemeral", sizeLimit: temporarySize[server] } }];
  if (server !== "worker") return [...temporary, logs];
  const data = {
    mountPath: dataFolder,
    name: `${serverObjectName(spec, server)}-data`,
    spec: spec.servers.worker.data,
  };
  return [...temporary, data, logs];
}

/**
 * Writable folders as volumes with a limit, and the configuration file where the version looks for it. A persistent
 * volume has no entry here: the StatefulSet's claim of its name takes that place.
 */
export const volumes = all(
  (pod, context) => {
    const ours = volumesOf(context);
    const claimed = new Set<unknown>(ours.filter(({ spec }) => spec.kind === "persistent").map(({ name }) => name));
    const ephemeral = ours.flatMap(({ name, spec }) =>
      spec.kind === "ephemeral" ? [{ emptyDir: { sizeLimit: spec.sizeLimit }, name }] : [],
    );
    const certificates = databaseCertificates(context.spec, context.server);
    return changeList(pod, "volumes", (current) =>
      put(
        current.filter((volume) => !claimed.has(nameOf(volume))),
        ...ephemeral,
        ...(certificates ? [caVolume(certificates)] : []),
        ...[...trustStore(context), ...registryCertificates(context.spec)].map(({ volume }) => volume),
      ),
    );
  },
  onContainer((container, context) =>
    changeList(container, "volumeMounts", (current) =>
      put(
        current.map((mount) => configurationMount(mount, context)),
        ...volumesOf(context).map(({ mountPath, name }) => ({ mountPath, name })),
        ...(databaseCertificates(context.spec, context.server) ? [caMount] : []),
        ...[...trustStore(context), ...registryCertificates(context.spec)].map(({ mount }) => mount),
      ),
    ),
  ),
);

/** Certificates of a private directory, in the servers that people sign in to. */
function trustStore({ server, spec: { login } }: Context) {
  if (server !== "api" || login.type !== "ldap" || login.trustStore !== "secret") return [];
  const { folder, key, volume: name } = trustStoreFile;
  const secret = { defaultMode: 0o440, items: [{ key, path: key }], secretName: login.secretName };
  return [{ mount: { mountPath: folder, name, readOnly: true }, volume: { name, secret } }];
}

/** Images since 3.3 read a folder of their own, and the chart still mounts into the old one (#16654, #17495). */
function configurationMount(mount: unknown, { facts }: Context): unknown {
  if (!isObject(mount) || mount["subPath"] !== "common.properties") return mount;
  return { ...mount, mountPath: `${facts.configFolder}/common.properties`, readOnly: true };
}

/** Claims of a StatefulSet, kept when it is scaled down or deleted. They are immutable, so they carry no version. */
export function claims(statefulSet: KubernetesObject, context: Context): KubernetesObject {
  const templates = volumesOf(context).flatMap(({ name, spec }) =>
    spec.kind === "persistent" ? [claimTemplate(context.spec, name, spec)] : [],
  );
  const retained = change(statefulSet, "spec", (spec) => ({
    ...spec,
    persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
  }));
  if (templates.length === 0) return retained;
  return change(retained, "spec", (spec) =>
    changeList(spec, "volumeClaimTemplates", (current) => putClaims(current, templates)),
  );
}

function claimTemplate({ name: instance }: SchedulerSpec, name: string, { size, storageClass }: PersistentVolumeSpec) {
  return {
    metadata: {
      labels: {
        "app.kubernetes.io/instance": instance,
        "app.kubernetes.io/managed-by": "Helm",
        "app.kubernetes.io/name": name,
      },
      name,
    },
    spec: {
      accessModes: ["ReadWriteOnce"],
      resources: { requests: { storage: size } },
      // Absent means the cluster's default class; the chart's "-" and "" mean none that exists.
      ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
    },
  };
}

function putClaims(existing: readonly unknown[], templates: readonly ReturnType<typeof claimTemplate>[]) {
  const names = new Set<unknown>(templates.map(({ metadata }) => metadata.name));
  const others = existing.filter((claim) => !isObject(claim) || !names.has(field(claim, "metadata")["name"]));
  return [...others, ...templates];
}
