import type { Environment, ObjectView } from "../../core/model.ts";
import { podLabels, selects } from "../../core/pods.ts";
import { replicasOf } from "../../core/replicas.ts";
import type { EnvironmentRule } from "../../core/rule.ts";
import { disruptionBudget, servingTypes, statefulSet } from "../../core/types.ts";

const text = {
  link: "https://kubernetes.io/docs/tasks/run-application/configure-pdb/",
  pack: "kubernetes",
  scope: "environment",
} as const;

interface Guarded {
  readonly workload: ObjectView;
  readonly replicas: number;
  readonly budget: ObjectView | undefined;
}

function guarded(environment: Environment): readonly Guarded[] {
  return environment.of(...servingTypes).map((workload) => ({
    workload,
    replicas: replicasOf(environment, workload),
    budget: environment.in(workload.namespace, disruptionBudget).find(
      (it) =>
        // One without a selector takes no pod.
        !it.at("spec", "selector").absent && selects(it.at("spec", "selector"), podLabels(workload)),
    ),
  }));
}

/** How many may be away at once, as a number of pods; undefined where a budget says it in another way. */
function allowedAway(budget: ObjectView, replicas: number): number | undefined {
  const share = (text: string) => Math.ceil((Number.parseFloat(text) / 100) * replicas);
  const count = (value: unknown) =>
    typeof value === "number" ? value : typeof value === "string" && /^\d+%$/.test(value) ? share(value) : undefined;
  const away = count(budget.at("spec", "maxUnavailable").value);
  const stay = count(budget.at("spec", "minAvailable").value);
  return away ?? (stay === undefined ? undefined : replicas - stay);
}

export const requirePdb: EnvironmentRule = {
  ...text,
  id: "require-pdb",
  title: "Workloads with several replicas have a disruption budget",
  severity: "medium",
  why: "Without one a node drain takes all replicas at once, and they were many for nothing.",
  remediation: "Add a PodDisruptionBudget that selects its pods.",
  origin: "B3",
  evaluate: (environment) =>
    guarded(environment)
      .filter(({ replicas, budget }) => replicas > 1 && budget === undefined)
      .map(({ workload: object }) => {
        const fix = "Add a PodDisruptionBudget with maxUnavailable: 1.";
        const received = "pods that no budget selects";
        return { object, at: object.at("spec", "replicas"), allowed: "a budget", fix, received, missing: true };
      }),
};

export const pdbAllowsDisruption: EnvironmentRule = {
  ...text,
  id: "pdb-allows-disruption",
  title: "Disruption budgets allow a disruption",
  severity: "medium",
  why: "One that allows none blocks every node drain, so the node is killed in the end and takes the pods with it.",
  remediation: "Allow at least one pod to be away, or remove the budget of a single replica.",
  origin: "kube-linter, pdb-max-unavailable",
  evaluate: (environment) =>
    guarded(environment).flatMap(({ replicas, budget }) => {
      const away = budget && allowedAway(budget, replicas);
      if (budget === undefined || away === undefined || away > 0) return [];
      const key = budget.at("spec", "maxUnavailable").present ? "maxUnavailable" : "minAvailable";
      const at = budget.at("spec", key);
      return [{ object: budget, at, allowed: "at least one pod away", fix: "Write maxUnavailable: 1." }];
    }),
};

/** Members that may be away while a majority stays. */
const spare = (members: number) => Math.floor((members - 1) / 2);

export const quorumSafePdb: EnvironmentRule = {
  ...text,
  id: "quorum-safe-pdb",
  title: "A registry keeps its majority through every drain",
  severity: "critical",
  star: true,
  why: "Without a majority ZooKeeper and etcd answer nobody: all servers stop at once. An even number bears no more losses than one less.",
  remediation: "Run 1 or an odd number from 3 of members, with maxUnavailable at most N-(N/2+1).",
  origin: "B3",
  evaluate: (environment) =>
    guarded(environment)
      .filter(({ workload }) => workload.role === "registry" && workload.type === statefulSet)
      .flatMap(({ workload, replicas, budget }) => {
        const members = workload.at("spec", "replicas");
        if (replicas !== 1 && replicas % 2 === 0) {
          const fix = `Write ${replicas + 1}: an even number bears no more losses.`;
          return [{ object: workload, at: members, allowed: "1, or an odd number from 3", fix }];
        }
        const away = budget && allowedAway(budget, replicas);
        if (budget === undefined || away === undefined || replicas < 3 || away <= spare(replicas)) return [];
        const at = budget.at("spec", budget.at("spec", "maxUnavailable").present ? "maxUnavailable" : "minAvailable");
        const fix = `Write maxUnavailable: ${spare(replicas)}.`;
        return [{ object: budget, at, allowed: `at most ${spare(replicas)} of ${replicas} away`, fix }];
      }),
};

export const disruptionRules = [requirePdb, pdbAllowsDisruption, quorumSafePdb];
