import type { RenderedObject } from "../../../stacks/check/index.ts";
import type { EnvironmentSpec } from "../../../stacks/config/index.ts";
import type { Facts, Patient } from "../facts.ts";
import { type Answer, known, unknown } from "../finding.ts";
import { accessOf, apiVersionOf } from "../needs/access.ts";
import { needsOf } from "../needs/index.ts";
import type { Ask } from "./ask.ts";
import { gatherCluster, gatherContexts, kubectlOn, type Questions } from "./cluster.ts";
import { gatherOutside, type Network } from "./outside.ts";
import { gatherTools } from "./tools.ts";

/** A stack as its file has it, or in words what is wrong with it. */
export interface Subject {
  readonly stack: string;
  readonly spec: Answer<EnvironmentSpec>;
  /** Every object that an update would make. */
  readonly render: (spec: EnvironmentSpec) => Promise<readonly RenderedObject[]>;
}

/** What facts are gathered from. */
export interface Surroundings {
  readonly ask: Ask;
  readonly env: NodeJS.ProcessEnv;
  readonly network: Network;
  /** Hears what is being done. */
  readonly tell: (text: string) => void;
}

/** Everything that the checks look at. Nothing is changed anywhere. */
export async function gather(
  subject: Subject | undefined,
  context: string | undefined,
  { ask, env, network, tell }: Surroundings,
): Promise<Facts> {
  tell("Looking at this machine");
  const [tools, contexts] = await Promise.all([gatherTools(ask, env), gatherContexts(ask)]);
  if (subject) tell(`Rendering the objects of ${subject.stack}`);
  const patient = await examined(subject);
  const wanted = context ?? (patient.known ? patient.value.spec.cluster.context : undefined);
  const kubectl = kubectlOn(ask, wanted);
  tell(`Asking the cluster${wanted === undefined ? "" : ` ${wanted}`}`);
  const cluster = tools.kubectl.known
    ? await gatherCluster(kubectl, questions(patient))
    : unknown("without kubectl nobody asks it");
  if (patient.known) tell("Asking DNS and the images' registries");
  const outside = patient.known
    ? known(await gatherOutside(patient.value.spec, patient.value.needs, kubectl, network, env))
    : unknown(patient.why);
  return { asked: { stack: subject?.stack, context }, cluster, contexts, outside, patient, tools };
}

async function examined(subject: Subject | undefined): Promise<Answer<Patient>> {
  if (subject === undefined) return unknown("no stack is named");
  const { render, spec, stack } = subject;
  if (!spec.known) return spec;
  try {
    const needs = await needsOf(spec.value, await render(spec.value));
    return known({ needs, spec: spec.value, stack });
  } catch (error) {
    return unknown(`its objects cannot be rendered: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function questions(patient: Answer<Patient>): Questions {
  if (!patient.known) return { access: () => [], apiVersions: [], namespace: "default", pullSecrets: [] };
  const { needs, spec } = patient.value;
  const ofObjects = needs.objects.filter(({ type }) => type.startsWith("kubernetes:")).map(apiVersionOf);
  const ofKinds = needs.kinds.flatMap(({ kinds }) => kinds.map((kind) => kind.slice(0, kind.lastIndexOf("/"))));
  return {
    access: (served) => accessOf(needs.objects, served),
    apiVersions: [...new Set([...ofObjects, ...ofKinds])].filter((it) => !it.startsWith("helm.sh/")).sort(),
    namespace: spec.namespace,
    pullSecrets: spec.image.pullSecrets,
  };
}
