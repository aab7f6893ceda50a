/** A finding of a scanner that stays, and why. */
export interface ScannerExemption {
  readonly scanner: "kube-score" | "checkov";
  readonly check: string;
  /** Kinds and names of objects, with * for anything: "StatefulSet *-worker". */
  readonly objects: readonly string[];
  readonly reason: string;
}

const noSizedScratch =
  "Roots are read-only and every emptyDir has a sizeLimit. A limit for all of a pod's scratch together would evict a worker in the middle of its tasks.";

const burst =
  "A JVM that starts takes several times the CPU that it takes afterwards: a limit above the request shortens every restart, and memory, which cannot be taken back, has its request as limit.";

const pinned =
  "Images are named by digest once `npm run images -- <stack> --pin` has locked them. The example's registry does not exist, so there is none to lock, and its stack file says so in image.unpinned.";

const cached =
  "A node that has the image must be able to start a pod while the registry is away. Tags are never written twice, and pinned digests cannot be.";

/** The one list of what scanners say of the example of production and nobody changes; one that is not needed fails. */
export const scannerExemptions: readonly ScannerExemption[] = [
  {
    scanner: "kube-score",
    check: "container-ephemeral-storage-request-and-limit",
    objects: ["Deployment *", "Job *", "StatefulSet *"],
    reason: noSizedScratch,
  },
  {
    scanner: "kube-score",
    check: "container-cpu-requests-equal-limits",
    objects: ["Deployment *", "Job *", "StatefulSet *"],
    reason: burst,
  },
  {
    scanner: "kube-score",
    check: "container-resource-requests-equal-limits",
    objects: ["Deployment *", "Job *", "StatefulSet *"],
    reason: burst,
  },
  {
    scanner: "kube-score",
    check: "container-image-pull-policy",
    objects: ["Deployment *", "Job *", "StatefulSet *"],
    reason: cached,
  },
  {
    scanner: "kube-score",
    check: "container-security-context-user-group-id",
    objects: ["StatefulSet *-zookeeper"],
    reason: "The image's files belong to its user 1000, who is not root.",
  },
  {
    scanner: "kube-score",
    check: "container-security-context-readonlyrootfilesystem",
    objects: ["StatefulSet *-worker"],
    reason: "Tasks are programs of users, which write where they like: parameter writableRoots of read-only-root.",
  },
  { scanner: "checkov", check: "CKV_K8S_43", objects: ["Deployment *", "Job *", "StatefulSet *"], reason: pinned },
  { scanner: "checkov", check: "CKV_K8S_15", objects: ["Deployment *", "Job *", "StatefulSet *"], reason: cached },
  {
    scanner: "checkov",
    check: "CKV_K8S_40",
    objects: ["StatefulSet *-zookeeper"],
    reason: "The image's files belong to its user 1000, who is not root.",
  },
  {
    scanner: "checkov",
    check: "CKV_K8S_35",
    objects: ["Deployment *", "Job *", "StatefulSet *"],
    reason:
      "The application takes its passwords from variables alone (SPRING_DATASOURCE_PASSWORD and others); they come from Secrets by secretKeyRef.",
  },
  {
    scanner: "checkov",
    check: "CKV_K8S_22",
    objects: ["StatefulSet *-worker"],
    reason: "Tasks are programs of users, which write where they like: parameter writableRoots of read-only-root.",
  },
];
