import {
  claimRetention,
  fromSecret,
  metadata,
  type Place,
  scratch,
  service,
  serviceAccount,
  volumeClaim,
} from "../binding/workload.ts";
import { type Identity, labels, selectorLabels } from "../kubernetes/labels.ts";
import { restrictedContainer, restrictedPod } from "../kubernetes/pod.ts";
import { resourceRequirements } from "../kubernetes/resources.ts";
import type { MinioSpec } from "./types.ts";

export interface MinioArgs {
  readonly instance: string;
  readonly namespace: string;
  readonly spec: MinioSpec;
  readonly deletion: "retain" | "delete";
}

export const minioPort = 9000;
/** The scheduler's user in MinIO. It may use its one bucket and administer nothing. */
export const accessKeyId = "dolphinscheduler";
/** MinIO's administrator, known to the server and to the bucket Job alone. */
export const rootUser = "minio-root";
/** Any user but root will do: MinIO owns nothing outside its volume. */
export const minioUid = 1000;

export function minioIdentity(instance: string): Identity {
  return { component: "object-store", instance, name: "minio" };
}

/** Name of the Secret that is handed on, whatever is behind it. */
export function bindingSecretName(instance: string): string {
  return `${instance}-object-store`;
}

export function minioSecretNames(instance: string): { readonly binding: string; readonly root: string } {
  return { binding: bindingSecretName(instance), root: `${instance}-minio-root` };
}

export function minioEndpoint({ instance, namespace }: Pick<MinioArgs, "instance" | "namespace">): string {
  return `http://${instance}-minio.${namespace}.svc:${minioPort}`;
}

/** The binding's values except the secret access key. */
export function minioBinding(args: MinioArgs): Record<string, string> {
  return {
    "access-key-id": accessKeyId,
    bucket: args.spec.bucket,
    endpoint: minioEndpoint(args),
    provider: "dolphinpod",
    region: args.spec.region,
    type: "s3",
  };
}

/** The plain Kubernetes objects of one MinIO server. */
export function minioObjects(args: MinioArgs) {
  const { instance, namespace } = args;
  const at = { identity: minioIdentity(instance), name: `${instance}-minio`, namespace };
  return {
    service: service(at, "cluster-ip", [{ name: "s3", port: minioPort }]),
    serviceAccount: serviceAccount(at),
    statefulSet: statefulSet(at, args),
  };
}

/** Another version of the keys is another start of the server, which reads them then, and another bucket Job. */
export function podMetadata(identity: Identity, spec: MinioSpec) {
  return { annotations: { "dolphinpod.io/object-store": String(spec.keyVersion) }, labels: labels(identity) };
}

function statefulSet(at: Place, { instance, spec, deletion }: MinioArgs) {
  return {
    metadata: metadata(at),
    spec: {
      persistentVolumeClaimRetentionPolicy: claimRetention(deletion),
      replicas: 1,
      selector: { matchLabels: selectorLabels(at.identity) },
      serviceName: at.name,
      template: { metadata: podMetadata(at.identity, spec), spec: pod(at, instance, spec) },
      updateStrategy: { type: "RollingUpdate" },
      volumeClaimTemplates: [volumeClaim(spec.storage, at.identity)],
    },
  };
}

function pod(at: Place, instance: string, spec: MinioSpec) {
  const { root } = minioSecretNames(instance);
  return {
    automountServiceAccountToken: false,
    containers: [
      {
        ...probes,
        command: ["minio", "server", "/data", "--address", `:${minioPort}`],
        env: [
          // MinIO makes a folder for certificates in its home; the root file system is read-only.
          { name: "HOME", value: "/tmp" },
          { name: "MINIO_BROWSER", value: "off" },
          // The default asks for a token that is signed with the administrator's password.
          ...(spec.metrics === "on" ? [{ name: "MINIO_PROMETHEUS_AUTH_TYPE", value: "public" }] : []),
          fromSecret("MINIO_ROOT_PASSWORD", root, "password"),
          fromSecret("MINIO_ROOT_USER", root, "username"),
          { name: "MINIO_SITE_REGION", value: spec.region },
          { name: "MINIO_UPDATE", value: "off" },
        ],
        image: spec.image,
        imagePullPolicy: "IfNotPresent",
        name: "minio",
        ports: [{ containerPort: minioPort, name: "s3", protocol: "TCP" }],
        resources: resourceRequirements(spec.resources),
        securityContext: restrictedContainer("read-only"),
        volumeMounts: [
          { mountPath: "/data", name: "data" },
          { mountPath: "/tmp", name: "tmp" },
        ],
      },
    ],
    enableServiceLinks: false,
    securityContext: restrictedPod(minioUid),
    serviceAccountName: at.name,
    terminationGracePeriodSeconds: 60,
    volumes: [scratch("tmp", "64Mi")],
  };
}

const live = { httpGet: { path: "/minio/health/live", port: "s3" }, timeoutSeconds: 5 };
const probes = {
  livenessProbe: { ...live, failureThreshold: 6, periodSeconds: 10 },
  readinessProbe: {
    failureThreshold: 3,
    httpGet: { path: "/minio/health/ready", port: "s3" },
    periodSeconds: 5,
    timeoutSeconds: 5,
  },
  startupProbe: { ...live, failureThreshold: 60, periodSeconds: 2 },
};
