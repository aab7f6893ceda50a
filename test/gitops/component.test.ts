import * as pulumi from "@pulumi/pulumi";
import { GitopsEnvironment, GitopsEnvironments } from "../../components/gitops/index.ts";
import { find, kinds, record } from "../binding/fixtures.ts";
import { environment, spec } from "./fixtures.ts";

afterEach(() => jest.restoreAllMocks());

test("an environment is an AppProject and the Application that needs it, beside Argo CD", async () => {
  const registrations = record();
  new GitopsEnvironment("prod", environment());
  await pulumi.runtime.disconnect();

  expect(kinds(registrations)).toEqual(["AppProject", "Application", "GitopsEnvironment"]);
  const { dependsOn, inputs } = find(registrations, "prod-application");
  expect(dependsOn).toEqual(["prod-project"]);
  expect(inputs).toMatchObject({ metadata: { name: "data", namespace: "argocd" }, spec: { project: "data" } });
  expect(find(registrations, "prod-project").inputs).toMatchObject({ metadata: { name: "data", namespace: "argocd" } });
});

test("several environments are one ApplicationSet, after the project of each", async () => {
  const registrations = record();
  const environments = [
    environment(),
    environment({ namespace: "staging", spec: { ...spec, application: "staging" } }),
  ] as const;
  new GitopsEnvironments("dolphins", { common: spec, environments: [...environments], name: "dolphins" });
  await pulumi.runtime.disconnect();

  expect(kinds(registrations)).toEqual(["AppProject", "AppProject", "ApplicationSet", "GitopsEnvironments"]);
  expect(find(registrations, "dolphins-applications").dependsOn.toSorted()).toEqual([
    "dolphins-data-project",
    "dolphins-staging-project",
  ]);
});
