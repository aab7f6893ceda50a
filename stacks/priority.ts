import type * as pulumi from "@pulumi/pulumi";
import { PriorityClasses } from "../components/availability/index.ts";
import { change, type KubernetesObject } from "../components/kubernetes/object.ts";
import { type Adaptation, operatedPostgres } from "./adapt.ts";
import type { EnvironmentSpec } from "./config/index.ts";

const statefulSet = "kubernetes:apps/v1:StatefulSet";

/** The environment's own priority classes; nothing where it uses the cluster's. */
export function createPriorityClasses(
  { availability: { priorityClasses: classes }, name: instance }: EnvironmentSpec,
  provider: pulumi.ProviderResource,
  dependsOn: readonly pulumi.Resource[],
): readonly pulumi.Resource[] {
  if (classes.length === 0) return [];
  return [new PriorityClasses(`${instance}-priority`, { classes, instance }, { dependsOn: [...dependsOn], provider })];
}

/** Gives the pods of backing services a priority: their components know nothing of it. */
export function priorityOf(priorityClassName: string | undefined): Adaptation[] {
  if (priorityClassName === undefined) return [];
  const prioritised = (spec: KubernetesObject) => ({ ...spec, priorityClassName });
  return [
    (type, inputs) => {
      if (operatedPostgres.test(type)) return change(inputs, "spec", prioritised);
      if (type !== statefulSet) return inputs;
      return change(inputs, "spec", (spec) =>
        change(spec, "template", (template) => change(template, "spec", prioritised)),
      );
    },
  ];
}
