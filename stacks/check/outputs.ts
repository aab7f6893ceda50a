import type { Answer } from "./answer.ts";
import { awsAnswer } from "./aws.ts";
import type { Inputs } from "./transforms.ts";
import { secret } from "./wire.ts";

/** What a provider would answer, plausible in form and the same at every run; throws for a type it knows nothing of. */
export function answerFor(type: string, name: string, inputs: Inputs): Answer {
  const [pkg = ""] = type.split(":");
  if (pkg === "aws") return awsAnswer(type, name, inputs);
  const answer = types[type] ?? packages[pkg];
  if (answer) return answer(name, inputs);
  throw new Error(
    `${type} (${name}): the check does not know what such a resource answers. Say so in stacks/check/outputs.ts.`,
  );
}

type Answering = (name: string, inputs: Inputs) => Answer;

const packages: Readonly<Record<string, Answering>> = {
  kubernetes: (_, inputs) => ({ id: kubernetesId(inputs), outputs: {} }),
  pulumi: (name) => ({ id: name, outputs: {} }),
};

/** A namespace that is there: what is made from its id is known. */
function namespace(_: string, inputs: Inputs): Answer {
  const metadata = {
    ...(inputs["metadata"] as object),
    resourceVersion: "1",
    uid: "00000000-0000-4000-8000-000000000000",
  };
  return { id: kubernetesId(inputs), outputs: { metadata } };
}

const types: Readonly<Record<string, Answering>> = {
  "kubernetes:core/v1:Namespace": namespace,
  "kubernetes:core/v1:NamespacePatch": namespace,
  "kubernetes:helm.sh/v3:Release": (_, { name, namespace }) => ({ id: `${namespace}/${name}`, outputs: {} }),
  "random:index/randomPassword:RandomPassword": (name, { length }) => ({
    id: "none",
    outputs: { result: secret(`${name}-`.repeat(32).slice(0, Number(length))) },
  }),
  "random:index/randomString:RandomString": (name, { length }) => {
    const result = name.repeat(32).slice(0, Number(length));
    return { id: result, outputs: { result } };
  },
};

function kubernetesId(inputs: Inputs): string {
  const { name, namespace } = (inputs["metadata"] ?? {}) as { name?: string; namespace?: string };
  return [namespace, name].filter(Boolean).join("/");
}
