import type { IAppProject } from "@kubernetes-models/argo-cd/argoproj.io/v1alpha1/AppProject";
import { gitopsMetadata } from "./metadata.ts";
import type { GitopsArgs } from "./types.ts";

/**
 * The project of one environment: from one repository, into its namespaces, the kinds of its objects and no others. So a
 * commit cannot reach another environment, and no kind slips in unnoticed.
 */
export function appProject(args: GitopsArgs): IAppProject {
  const { contents, namespace, spec, timezone } = args;
  return {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "AppProject",
    metadata: gitopsMetadata(args),
    spec: {
      clusterResourceWhitelist: contents.clusterKinds.map(({ group, kind }) => ({ group, kind })),
      description: `DolphinScheduler in namespace ${namespace}`,
      destinations: contents.namespaces.map((name) => ({ name: spec.cluster, namespace: name })),
      namespaceResourceWhitelist: contents.kinds.map(({ group, kind }) => ({ group, kind })),
      sourceRepos: [spec.repository],
      ...(spec.windows.length > 0 && {
        syncWindows: spec.windows.map(({ duration, kind, schedule }) => ({
          applications: [spec.application],
          duration,
          kind,
          // A person may sync at any time: the way back from a bad change must not wait for a window.
          manualSync: true,
          schedule,
          timeZone: timezone,
        })),
      }),
    },
  };
}
