import { cloudExamples } from "./cloud.ts";
import type { Example } from "./example.ts";
import { kubernetesExamples } from "./kubernetes.ts";
import { scalingExamples } from "./scaling.ts";
import { schedulerExamples } from "./scheduler.ts";

/** At least one mistake for every rule about objects, each in an environment in which nothing else is wrong. */
export const examples: readonly Example[] = [
  ...schedulerExamples,
  ...scalingExamples,
  ...kubernetesExamples,
  ...cloudExamples,
];
