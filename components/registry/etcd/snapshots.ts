import { metadata, type Place } from "../../binding/workload.ts";
import { labels } from "../../kubernetes/labels.ts";
import { restrictedContainer, restrictedPod } from "../../kubernetes/pod.ts";
import { resourceRequirements } from "../../kubernetes/resources.ts";
import { certificateSecrets } from "../certificates.ts";
import type { EtcdSpec, SnapshotsSpec } from "../types.ts";
import { snapshotsIdentity } from "./identity.ts";
import { type EtcdArgs, etcdEndpoints } from "./objects.ts";
import { etcdCertificates, etcdUid } from "./pod.ts";

const folder = "/snapshots";

export function snapshotsPlace({ instance, namespace }: Pick<EtcdArgs, "instance" | "namespace">): Place {
  return { identity: snapshotsIdentity(instance), name: `${instance}-snapshots`, namespace };
}

/** Keeps the newest copies. A copy's name begins with its CronJob's and ends with its pod's; parts are of broken runs. */
export function keepNewest(keep: number): string {
  return [
    `cd ${folder}`,
    "rm -f -- *.part",
    `ls -t -- *.db | tail -n +${keep + 1} | while IFS= read -r copy; do rm -- "$copy"; done`,
    "ls -l",
  ].join("\n");
}

/**
 * A claim for the copies and the CronJob that makes one a day: etcd's image copies, then an image with a shell removes
 * old copies. Each copy is read back by etcd's own tool before it counts as one.
 */
export function snapshotObjects(args: EtcdArgs, snapshots: SnapshotsSpec) {
  const at = snapshotsPlace(args);
  const [hour, minute] = snapshots.time.split(":").map(Number);
  return {
    claim: {
      // The first copy's pod binds it, where the class waits for one.
      metadata: { ...metadata(at), annotations: { "pulumi.com/skipAwait": "true" } },
      spec: {
        accessModes: ["ReadWriteOnce"],
        resources: { requests: { storage: args.spec.storage.size } },
        ...(args.spec.storage.storageClass === undefined ? {} : { storageClassName: args.spec.storage.storageClass }),
      },
    },
    cronJob: {
      metadata: metadata(at),
      spec: {
        concurrencyPolicy: "Forbid",
        failedJobsHistoryLimit: 1,
        jobTemplate: {
          metadata: { labels: labels(at.identity) },
          spec: {
            activeDeadlineSeconds: 900,
            backoffLimit: 2,
            template: { metadata: { labels: labels(at.identity) }, spec: pod(at, args, snapshots) },
          },
        },
        schedule: `${minute} ${hour} * * *`,
        startingDeadlineSeconds: 3600,
        successfulJobsHistoryLimit: 1,
        timeZone: "Etc/UTC",
      },
    },
    serviceAccount: { automountServiceAccountToken: false, metadata: metadata(at) },
  };
}

const resources = resourceRequirements({
  cpu: { limit: "500m", request: "50m" },
  memory: { limit: "256Mi", request: "128Mi" },
});

function pod(at: Place, args: EtcdArgs, { keep, shellImage }: SnapshotsSpec) {
  const certificates = clientCertificates(args.instance, args.spec);
  const run = { imagePullPolicy: "IfNotPresent", resources, securityContext: restrictedContainer("read-only") };
  const copies = { mountPath: folder, name: "snapshots" };
  const copy = `${folder}/$(POD_NAME).db`;
  const podName = { name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } };
  return {
    automountServiceAccountToken: false,
    containers: [
      {
        ...run,
        command: ["bash", "-euo", "pipefail", "-c", keepNewest(keep)],
        image: shellImage,
        name: "keep",
        volumeMounts: [copies],
      },
    ],
    enableServiceLinks: false,
    initContainers: [
      {
        ...run,
        args: ["snapshot", "save", copy, ...clientOptions(args)],
        command: ["/usr/local/bin/etcdctl"],
        env: [podName],
        image: args.spec.image,
        name: "save",
        volumeMounts: [
          copies,
          ...certificates.map(({ name }) => ({ mountPath: etcdCertificates, name, readOnly: true })),
        ],
      },
      {
        ...run,
        args: ["snapshot", "status", copy],
        command: ["/usr/local/bin/etcdutl"],
        env: [podName],
        image: args.spec.image,
        name: "check",
        volumeMounts: [copies],
      },
    ],
    restartPolicy: "Never",
    securityContext: restrictedPod(etcdUid),
    serviceAccountName: at.name,
    volumes: [{ name: "snapshots", persistentVolumeClaim: { claimName: at.name } }, ...certificates],
  };
}

/** How etcdctl reaches the registry. */
export function clientOptions(args: Pick<EtcdArgs, "instance" | "namespace" | "spec">): string[] {
  const tls = {
    cacert: `${etcdCertificates}/ca.crt`,
    cert: `${etcdCertificates}/tls.crt`,
    key: `${etcdCertificates}/tls.key`,
  };
  const options = {
    endpoints: etcdEndpoints(args),
    ...(args.spec.access.mode === "certificates" ? tls : {}),
  };
  return Object.entries(options).map(([option, value]) => `--${option}=${value}`);
}

function clientCertificates(instance: string, { access }: EtcdSpec) {
  if (access.mode === "open") return [];
  const { client } = certificateSecrets(instance, access.version);
  return [{ name: "certificates", secret: { defaultMode: 0o440, secretName: client } }];
}
