import type { IApplicationSet } from "@kubernetes-models/argo-cd/argoproj.io/v1alpha1/ApplicationSet";
import { labels } from "../kubernetes/labels.ts";
import { applicationAnnotations, ignoredDifferences, syncPolicy } from "./application.ts";
import type { ApplicationSetArgs, GitopsArgs } from "./types.ts";

/**
 * One Application for each environment, from one list. An environment that leaves the list loses its Application and
 * keeps its objects.
 */
export function applicationSet({ common, environments, name }: ApplicationSetArgs): IApplicationSet {
  const ignored = environments.flatMap(({ contents }) => ignoredDifferences(contents));
  const unique = new Map(ignored.map((difference) => [JSON.stringify(difference), difference]));
  return {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "ApplicationSet",
    metadata: {
      labels: labels({ component: "gitops", instance: name, name: "dolphinscheduler" }),
      name,
      namespace: common.argocdNamespace,
    },
    spec: {
      generators: [{ list: { elements: environments.map(elementOf) } }],
      goTemplate: true,
      goTemplateOptions: ["missingkey=error"],
      syncPolicy: { applicationsSync: "sync", preserveResourcesOnDeletion: true },
      template: {
        metadata: {
          annotations: applicationAnnotations(common),
          labels: { "app.kubernetes.io/part-of": "dolphinscheduler" },
          name: "{{ .application }}",
        },
        spec: {
          destination: { name: "{{ .cluster }}", namespace: "{{ .namespace }}" },
          ignoreDifferences: [...unique.values()],
          project: "{{ .application }}",
          revisionHistoryLimit: 20,
          source: { path: "{{ .path }}", repoURL: "{{ .repository }}", targetRevision: "{{ .revision }}" },
          syncPolicy: syncPolicy(common),
        },
      },
    },
  };
}

function elementOf({ namespace, spec: { application, cluster, path, repository, revision } }: GitopsArgs) {
  return { application, cluster, namespace, path, repository, revision };
}
