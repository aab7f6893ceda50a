import type { Facts } from "../facts.ts";
import { type Check, ok, problem, type Result, skipped } from "../finding.ts";

/** From the stack file to an answer of its cluster. */
export const stackChecks: readonly Check<Facts>[] = [
  { name: "stack file", look: stackFile },
  { name: "context", look: context },
  { name: "cluster", look: cluster },
];

function stackFile({ asked, patient }: Facts): Result {
  if (asked.stack === undefined) return skipped("no stack is named: dolphinpod doctor -s <stack>");
  if (!patient.known)
    return problem(patient.why, "Mend what it says; dolphinpod config <stack> tells whether the stack file is right.");
  const { needs, spec, stack } = patient.value;
  return ok(`${stack}: class ${spec.class}, DolphinScheduler ${spec.version}, ${needs.objects.length} resources`);
}

function context({ asked, contexts, patient }: Facts): Result {
  if (!contexts.known) return skipped(contexts.why);
  const { current, names } = contexts.value;
  const named = asked.context ?? (patient.known ? patient.value.spec.cluster.context : undefined);
  const there = names.length > 0 ? `there are ${names.join(", ")}` : "there is none";
  const choose =
    "Write cluster: {context: <name>} in the stack file, or make one, on AWS by: aws eks update-kubeconfig --name <cluster>";
  if (named === undefined) {
    return current === undefined
      ? problem(`the kubeconfig has no current context; ${there}`, choose)
      : ok(`${current}, the current one`);
  }
  return names.includes(named) ? ok(named) : problem(`the kubeconfig has no ${named}; ${there}`, choose);
}

function cluster(facts: Facts): Result {
  const { cluster: answer } = facts;
  if (answer.known) return ok(`answers, as ${answer.value.version}`);
  if (context(facts).state !== "ok") return skipped("it needs a context first");
  return problem(
    answer.why,
    "See whether kubectl version answers: network, VPN, credentials, the address in the kubeconfig.",
  );
}
