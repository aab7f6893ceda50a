import type { Facts, Plugin, ToolFacts } from "../facts.ts";
import { type Check, ok, problem, type Result, skipped, warning } from "../finding.ts";

/** What is on this machine, and what Pulumi knows of the stack. */
export const toolChecks: readonly Check<Facts>[] = [
  { name: "Node.js", look: ({ tools }) => node(tools) },
  { name: "Pulumi CLI", look: ({ tools }) => cli(tools) },
  { name: "Pulumi plugins", look: plugins },
  { name: "backend", look: backend },
  { name: "kubectl", look: ({ tools }) => kubectl(tools) },
];

function node({ node: version, pinned }: ToolFacts): Result {
  const oldest = Number(/\d+/.exec(pinned.node)?.[0]);
  if (Number(version.split(".")[0]) >= oldest) return ok(version);
  return problem(
    `${version}, and the program needs ${oldest} or later`,
    "Use npm run, which brings the pinned one, or put a newer one first on PATH.",
  );
}

function cli({ pinned, pulumi }: ToolFacts): Result {
  const install =
    "npm ci installs the one of the SDK, which npx pulumi runs: https://www.pulumi.com/docs/install has others.";
  if (!pulumi.known) return problem(pulumi.why, install);
  if (!isOlder(pulumi.value, pinned.pulumi)) return ok(pulumi.value);
  return warning(`${pulumi.value}, older than the SDK, which is ${pinned.pulumi}`, install);
}

/** Plugins of the packages whose resources the stack has. */
function plugins({ patient, tools }: Facts): Result | readonly Result[] {
  if (!patient.known) return skipped("the stack says which are needed");
  const packages = new Set(patient.value.needs.objects.map(({ type }) => type.split(":")[0]));
  const needed = tools.pinned.plugins.filter(({ name }) => packages.has(name));
  return needed.map((plugin) => standing(plugin, tools));
}

function standing({ name, version }: Plugin, { attached, plugins: installed }: ToolFacts): Result {
  if (attached.includes(name)) return skipped(`${name}: another program takes its place (PULUMI_DEBUG_PROVIDERS)`);
  if (!installed.known) return skipped(installed.why);
  if (installed.value.some((it) => it.name === name && it.version === version)) return ok(`${name} ${version}`);
  return warning(
    `${name} ${version} is not installed; the next preview downloads it`,
    `Where it cannot be downloaded later: pulumi plugin install resource ${name} ${version}`,
  );
}

function backend({ patient, tools: { backend: login, pulumi, stacks } }: Facts): Result {
  if (!pulumi.known) return skipped("it needs the Pulumi CLI first");
  if (!login.known) return problem(login.why, "pulumi login, or pulumi login s3://<bucket> for a backend of your own.");
  const { url, user } = login.value;
  const where = `${user} at ${url}`;
  if (!patient.known || !stacks.known) return ok(where);
  const { stack } = patient.value;
  if (stacks.value.includes(stack)) return ok(`${where}, which knows ${stack}`);
  return warning(
    `${where}, which does not know ${stack} yet`,
    `pulumi stack init ${stack} makes it; if it should be there, log in to the backend that has it.`,
  );
}

function kubectl({ kubectl: version }: ToolFacts): Result {
  if (version.known) return ok(version.value);
  return problem(version.why, "Install it and put it on PATH: https://kubernetes.io/docs/tasks/tools/");
}

/** Whether a version ("3.259.0", "v3.259.0") comes before another. */
function isOlder(version: string, other: string): boolean {
  const [a, b] = [version, other].map((it) => it.replace(/^v/, "").split(".").map(Number));
  const at = (a ?? []).findIndex((part, index) => part !== b?.[index]);
  return at >= 0 && (a?.[at] ?? 0) < (b?.[at] ?? 0);
}
