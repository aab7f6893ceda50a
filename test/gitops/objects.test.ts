import { application, applicationSet, appProject, argocdConfig } from "../../components/gitops/manifests.ts";
import { complaints } from "../mesh/models.ts";
import { contents, environment, spec } from "./fixtures.ts";

const common = { argocdNamespace: "argocd", notifications: {}, sync: "manual" } as const;
const staging = environment({
  namespace: "staging",
  spec: { ...spec, path: "environments/staging", revision: "next" },
});
const set = applicationSet({ common, environments: [environment(), staging], name: "dolphins" });

test.each([
  ["Application", [application(environment()), application(environment({ spec: { ...spec, sync: "manual" } }))]],
  ["AppProject", [appProject(environment()), appProject(environment({ spec: { ...spec, windows: [] } }))]],
  ["ApplicationSet", [set]],
])("Argo CD's own schema takes every %s", (kind, objects) => {
  expect(complaints("argo-cd/argoproj.io/v1alpha1", kind, objects)).toEqual([]);
});

test("the project reaches its repository, its namespaces and the kinds of its objects, and nothing else", () => {
  expect(appProject(environment()).spec).toMatchObject({
    clusterResourceWhitelist: [{ group: "", kind: "Namespace" }],
    destinations: [
      { name: "in-cluster", namespace: "data" },
      { name: "in-cluster", namespace: "monitoring" },
    ],
    namespaceResourceWhitelist: contents.kinds,
    sourceRepos: ["https://git.example.com/environments"],
  });
});

test("a sync window is in the environment's time zone, and a person may sync in spite of it", () => {
  expect(appProject(environment()).spec.syncWindows).toEqual([
    {
      applications: ["data"],
      duration: "10h",
      kind: "deny",
      manualSync: true,
      schedule: "0 8 * * 1-5",
      timeZone: "Europe/Berlin",
    },
  ]);
});

test("an Application follows its folder, by server-side apply, and deleting it deletes nothing", () => {
  const { metadata, spec: made } = application(environment());
  expect(metadata).not.toHaveProperty("finalizers");
  expect(made.source).toEqual({
    path: "environments/prod",
    repoURL: "https://git.example.com/environments",
    targetRevision: "main",
  });
  expect(made.syncPolicy).toMatchObject({
    automated: { prune: true, selfHeal: true },
    syncOptions: expect.arrayContaining(["RespectIgnoreDifferences=true", "ServerSideApply=true"]),
  });
});

test("with `sync: manual` nothing happens by itself", () => {
  expect(application(environment({ spec: { ...spec, sync: "manual" } })).spec.syncPolicy).not.toHaveProperty(
    "automated",
  );
});

test("the number of pods that a scaler decides is no difference", () => {
  expect(application(environment()).spec.ignoreDifferences).toEqual([
    { group: "apps", jsonPointers: ["/spec/replicas"], kind: "Deployment", name: "ds-api" },
  ]);
});

test("recipients hear of deployments, failed syncs and poor health", () => {
  expect(application(environment()).metadata?.annotations).toMatchObject({
    "notifications.argoproj.io/subscribe.on-deployed.slack": "data-platform",
    "notifications.argoproj.io/subscribe.on-health-degraded.slack": "data-platform",
    "notifications.argoproj.io/subscribe.on-sync-failed.slack": "data-platform",
  });
});

test("an ApplicationSet makes one Application an environment, and leaves the objects of one that goes", () => {
  expect(set.spec.generators).toEqual([
    {
      list: {
        elements: [
          expect.objectContaining({ namespace: "data", path: "environments/prod", revision: "main" }),
          expect.objectContaining({ namespace: "staging", path: "environments/staging", revision: "next" }),
        ],
      },
    },
  ]);
  expect(set.spec.syncPolicy).toMatchObject({ preserveResourcesOnDeletion: true });
  // The same workload of two environments is said once: Argo CD takes it by name.
  expect(set.spec.template.spec.ignoreDifferences).toHaveLength(1);
});

test("Argo CD's configuration follows objects by annotation, and checks the kinds that there are", () => {
  const { data } = argocdConfig([...contents.kinds, { group: "example.com", kind: "Unheard" }], "argocd");
  expect(data["application.resourceTrackingMethod"]).toBe("annotation");
  expect(Object.keys(data).filter((key) => key.includes("health"))).toEqual([
    "resource.customizations.health.keda.sh_ScaledObject",
  ]);
});
