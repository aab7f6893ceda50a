/** The most characters that a DNS label, a Service's name and a label's value may have. */
const limit = 63;

/** Pods carry `controller-revision-hash: <StatefulSet>-<hash of up to 10>` as a label. */
const revision = 11;
/** A server may have up to 100 replicas, and each pod's name is its host name. */
const ordinal = 3;

/** What is put behind the release name where 63 characters are the limit, by the object. */
const suffixes: Readonly<Record<string, number>> = {
  "Service -worker-headless": "-worker-headless".length,
  "Service -zookeeper-headless": "-zookeeper-headless".length,
  "pod of StatefulSet -worker": "-worker".length + ordinal,
  "revision of StatefulSet -worker": "-worker".length + revision,
  "revision of StatefulSet -postgresql": "-postgresql".length + revision,
  "revision of StatefulSet -zookeeper": "-zookeeper".length + revision,
  "revision of StatefulSet -minio": "-minio".length + revision,
  "Job -schema-<version>-<hash>": "-schema-0-0-00-00000000".length,
  "Job -minio-bucket": "-minio-bucket".length,
};

const [tightestObject, longestSuffix] = Object.entries(suffixes).reduce((a, b) => (b[1] > a[1] ? b : a));

/** The object whose name runs out of room first. */
export const tightest: string = tightestObject;

/** Characters that a release name may have: Helm allows 53, but no object's name, host name or label may pass 63. */
export const maxNameLength: number = Math.min(53, limit - longestSuffix);
