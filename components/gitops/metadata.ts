import { labels } from "../kubernetes/labels.ts";
import type { GitopsArgs } from "./types.ts";

/** Metadata of an environment's Application and of its AppProject, in the namespace of Argo CD. */
export function gitopsMetadata({ instance, spec }: GitopsArgs) {
  return {
    labels: labels({ component: "gitops", instance, name: "dolphinscheduler" }),
    name: spec.application,
    namespace: spec.argocdNamespace,
  };
}
