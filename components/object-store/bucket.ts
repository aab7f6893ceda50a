import { createHash } from "node:crypto";
import { fromSecret, metadata, scratch, serviceAccount } from "../binding/workload.ts";
import type { Identity } from "../kubernetes/labels.ts";
import { restrictedContainer, restrictedPod } from "../kubernetes/pod.ts";
import { resourceRequirements } from "../kubernetes/resources.ts";
import { type MinioArgs, minioEndpoint, minioSecretNames, minioUid, podMetadata } from "./minio.ts";

/** The Job's pods: a network policy lets them reach MinIO. */
export function bucketJobIdentity(instance: string): Identity {
  return { component: "object-store-setup", instance, name: "minio-client" };
}

/** One name whatever the bucket is called: after a change the policy covers the new bucket and no longer the old one. */
const policyName = "scheduler-bucket";

/** Everything in the one bucket and nothing beside it. */
export function bucketPolicy(bucket: string) {
  return {
    Statement: [
      {
        // MinIO files the ACL request, with which the AWS SDK asks whether a bucket exists, under GetBucketPolicy.
        Action: ["s3:GetBucketLocation", "s3:GetBucketPolicy", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
        Effect: "Allow",
        Resource: [`arn:aws:s3:::${bucket}`],
      },
      {
        Action: [
          "s3:AbortMultipartUpload",
          "s3:DeleteObject",
          "s3:GetObject",
          "s3:ListMultipartUploadParts",
          "s3:PutObject",
        ],
        Effect: "Allow",
        Resource: [`arn:aws:s3:::${bucket}/*`],
      },
    ],
    Version: "2012-10-17",
  };
}

/**
 * Makes the bucket, the scheduler's user and its policy. Every step may run again: `mb` and `policy create` take what
 * is there, `user add` sets the key that the Secret holds (so a new Secret fits a retained volume), and `attach`,
 * which refuses to repeat itself, is asked for first. Keys travel on standard input and in the environment, never
 * among arguments.
 */
export const bucketScript = `
export MC_HOST_store="\${ENDPOINT%%://*}://$ROOT_USER:$ROOT_PASSWORD@\${ENDPOINT#*://}"
mc mb --ignore-existing --region "$REGION" "store/$BUCKET"
printf '%s\\n%s\\n' "$ACCESS_KEY_ID" "$SECRET_ACCESS_KEY" | mc admin user add store
printf '%s' "$POLICY" > /tmp/policy.json
mc admin policy create store "$POLICY_NAME" /tmp/policy.json
case "$(mc admin user info store "$ACCESS_KEY_ID")" in
  *"$POLICY_NAME"*) ;;
  *) mc admin policy attach store "$POLICY_NAME" --user "$ACCESS_KEY_ID" ;;
esac
`.trimStart();

/** The Job and its account. The Job's name follows its content, because a Job cannot be changed, only made anew. */
export function bucketObjects(args: MinioArgs) {
  const { instance, namespace } = args;
  const at = { identity: bucketJobIdentity(instance), name: `${instance}-minio-bucket`, namespace };
  // No time to live: a Job that the cluster removed would show up as drift at the next refresh.
  const spec = {
    activeDeadlineSeconds: 600,
    backoffLimit: 6,
    template: { metadata: podMetadata(at.identity, args.spec), spec: pod(at.name, args) },
  };
  const hash = createHash("sha256").update(JSON.stringify(spec)).digest("hex").slice(0, 8);
  return {
    job: { metadata: metadata({ ...at, name: `${at.name}-${hash}` }), spec },
    serviceAccount: serviceAccount(at),
  };
}

function pod(serviceAccountName: string, args: MinioArgs) {
  const { instance, spec } = args;
  const { binding, root } = minioSecretNames(instance);
  return {
    automountServiceAccountToken: false,
    containers: [
      {
        command: ["/bin/sh", "-euc", bucketScript],
        env: [
          fromSecret("ACCESS_KEY_ID", binding, "access-key-id"),
          { name: "BUCKET", value: spec.bucket },
          { name: "ENDPOINT", value: minioEndpoint(args) },
          { name: "MC_CONFIG_DIR", value: "/tmp/mc" },
          { name: "POLICY", value: JSON.stringify(bucketPolicy(spec.bucket)) },
          { name: "POLICY_NAME", value: policyName },
          { name: "REGION", value: spec.region },
          fromSecret("ROOT_PASSWORD", root, "password"),
          fromSecret("ROOT_USER", root, "username"),
          fromSecret("SECRET_ACCESS_KEY", binding, "secret-access-key"),
        ],
        image: spec.clientImage,
        imagePullPolicy: "IfNotPresent",
        name: "mc",
        resources: resourceRequirements({
          cpu: { limit: "500m", request: "50m" },
          memory: { limit: "256Mi", request: "64Mi" },
        }),
        securityContext: restrictedContainer("read-only"),
        volumeMounts: [{ mountPath: "/tmp", name: "tmp" }],
      },
    ],
    enableServiceLinks: false,
    restartPolicy: "OnFailure",
    securityContext: restrictedPod(minioUid),
    serviceAccountName,
    volumes: [scratch("tmp", "64Mi")],
  };
}
