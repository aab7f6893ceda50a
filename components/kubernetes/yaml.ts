/**
 * Options for the library `yaml` under which it reads as Kubernetes does: YAML 1.1, so that `yes` is true and 0400 is 256,
 * without times of day ("10:30" is no number) and without dates; of a key that stands twice the last counts.
 */
export const asKubernetesReads = {
  customTags: withoutTimes,
  logLevel: "error",
  uniqueKeys: false,
  version: "1.1",
} as const;

/** The types of the library's tags are those of all versions of YAML at once. */
function withoutTimes(tags: unknown): never {
  const kept = (tags as { tag?: string; format?: string }[]).filter(
    ({ format, tag }) => format !== "TIME" && tag !== "tag:yaml.org,2002:timestamp",
  );
  return kept as never;
}
