import type { Facts, ImageStanding, OutsideFacts, Patient } from "../facts.ts";
import type { Answer } from "../finding.ts";
import { type Check, ok, problem, type Result, skipped, warning } from "../finding.ts";
import type { NeededHost } from "../needs/hosts.ts";

/** What is looked at where the stack resolves and the network was asked. */
export type Outside = Patient & { readonly outside: OutsideFacts; readonly cluster: Facts["cluster"] };

export const outsideChecks: readonly Check<Outside>[] = [
  { name: "DNS", look: dns },
  { name: "images", look: images },
  { name: "pull secrets", look: pullSecrets },
];

function dns({ needs, outside }: Outside): readonly Result[] {
  return needs.hosts.map((it) =>
    it.option === "chart" && outside.chart ? haveChart(outside.chart) : host(it, outside),
  );
}

const haveChart = (where: string) => skipped(`the chart's registry: the chart is here already, ${where}`);

function host({ by, host: name, option, what }: NeededHost, { hosts }: OutsideFacts): Result {
  const shown = typeof name === "string" ? name : `${name.key} of the Secret ${name.secret}`;
  const answer = hosts.get(shown);
  const title = `${what}, ${shown}`;
  if (answer === undefined) return skipped(`${title}: nobody has looked`);
  if (answer.known) return ok(title);
  const says = `${title}: ${answer.why}`;
  switch (by) {
    case "browsers":
      return warning(
        says,
        `Point a DNS record of ${shown} to the ingress controller's address; people find it by that name.`,
      );
    case "pods":
      return warning(
        says,
        `Look whether pods find it, whose DNS may know more than this machine's; otherwise correct ${option}.`,
      );
    default:
      return problem(
        says,
        "Look at this machine's DNS, or bring the chart: DOLPHINPOD_CHART names a folder or an archive.",
      );
  }
}

function images({ needs, outside, spec }: Outside): readonly Result[] {
  const asked = needs.images.map((image) => ({ image, answer: outside.images.get(image) }));
  const of = (standing: ImageStanding) =>
    asked.filter(({ answer }) => answer?.known && answer.value === standing).map(({ image }) => image);
  const [absent, login, present] = [of("absent"), of("login"), of("present")];
  return [
    ...absent.map((image) =>
      problem(`${image} is not in its registry`, "Push it, or correct the image section: dolphinpod images lists all."),
    ),
    ...(login.length > 0 ? [behindLogin(login, spec.image.pullSecrets)] : []),
    ...unreachable(asked),
    ...(present.length > 0 ? [ok(`${present.length} of ${needs.images.length} are in their registries`)] : []),
  ];
}

function behindLogin(images: readonly string[], pullSecrets: readonly string[]): Result {
  const says = `${images.join(", ")}: the registry wants a login`;
  if (pullSecrets.length > 0) return skipped(`${says}, which pods have by ${pullSecrets.join(", ")}`);
  return problem(says, "Write image: {pullSecrets: [<name>]}, and make that Secret in the namespace (docs/images.md).");
}

interface Asked {
  readonly image: string;
  readonly answer: Answer<ImageStanding> | undefined;
}

/** That this machine reaches no registry says nothing about nodes, which pull from elsewhere. */
function unreachable(asked: readonly Asked[]): readonly Result[] {
  const silent = asked.flatMap(({ answer, image }) =>
    answer === undefined || answer.known ? [] : [{ image, why: answer.why }],
  );
  return [...Map.groupBy(silent, ({ why }) => why)].map(([why, of]) =>
    skipped(`${counted(of.map(({ image }) => image))}: ${why}; nodes may still reach it`),
  );
}

function counted([first = "", ...more]: readonly string[]): string {
  return more.length === 0 ? first : `${first} (and ${more.length} more)`;
}

function pullSecrets({ cluster, spec }: Outside): Result | readonly Result[] {
  const { namespace } = spec;
  const names = spec.image.pullSecrets;
  if (names.length === 0) return skipped("the stack names none: image.pullSecrets");
  if (!cluster.known) return skipped(cluster.why);
  const { pullSecrets: there } = cluster.value;
  if (!there.known) return skipped(there.why);
  return names.map((name) => {
    const type = there.value.get(name);
    const make = `kubectl create secret docker-registry ${name} --namespace ${namespace} --docker-server=<registry> ...`;
    if (type === undefined) return problem(`${name} is not in ${namespace}`, `Make it: ${make}`);
    if (/^kubernetes\.io\/dockerc/.test(type)) return ok(name);
    return problem(`${name} is of the type ${type}, which is no login to a registry`, `Make it anew: ${make}`);
  });
}
