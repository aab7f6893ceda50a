import { labels } from "../kubernetes/labels.ts";
import type { GitopsArgs } from "./types.ts";

/** Metadata of an environment's Application and of its AppProject, which are called like its namespace. */
export function gitopsMetadata({ instance, namespace, spec }: GitopsArgs) {
  return {
    labels: labels({ component: "gitops", instance, name: "dolphinscheduler" }),
    name: namespace,
    namespace: spec.argocdNamespace,
  };
}
