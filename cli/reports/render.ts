import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type Rendering, renderFolder } from "../../delivery/render/index.ts";
import { type Difference, difference, writeFolder } from "../../delivery/render/write.ts";
import { surroundings } from "../../stacks/check/surroundings.ts";
import { counted, type EnvironmentSpec, render } from "../../stacks/config/index.ts";
import { failure, type Outcome } from "../outcome.ts";
import { during } from "../progress.ts";
import type { LoadedStack } from "../stacks.ts";

export interface Delivery {
  /** Compares and writes nothing. */
  readonly check: boolean;
  /** File that gets what `pulumi import --file` takes. */
  readonly importFile: string | undefined;
  /** The folder as the user called it. */
  readonly out: string;
  readonly stackFiles: string;
  readonly target: string;
}

/** Renders a stack into a folder, or compares the folder, and says what is not in it. */
export async function deliver(
  { spec, stack, warnings }: Extract<LoadedStack, { ok: true }>,
  { check, importFile, out, stackFiles, target }: Delivery,
): Promise<Outcome> {
  if (importFile !== undefined && spec.scheduler.delivery === "release") {
    return failure("An import brings single objects into a stack: write `scheduler: {delivery: objects}` first.");
  }
  const options = await surroundings(spec, { pull: true });
  const warning = options.chartSource === "contract" ? contractWarning(spec) : undefined;
  if (warning !== undefined && isForCluster(target)) return failure(`${warning}\n${out} is, and stays as it was.`);
  const rendered = await during(`rendering ${stack}`, renderFolder(spec, { ...options, folder: stackFiles, warning }));
  if (!rendered.ok) {
    return failure(
      render(
        rendered.problems,
        `${stack} cannot be a folder that anybody may read: ${counted(rendered.problems.length, "problem")}`,
      ),
    );
  }
  const { rendering } = rendered;
  const differs = check ? difference(target, rendering.files) : writeFolder(target, rendering.files);
  if (importFile !== undefined) {
    const into = { project: projectIn(stackFiles), stack };
    writeFileSync(importFile, `${JSON.stringify(rendering.importFile(into), undefined, 2)}\n`);
  }
  const remarks = [
    ...outsideRemarks(rendering),
    ...(spec.gitops === undefined ? [argocdMissing] : []),
    ...(warnings.length === 0 ? [] : [render(warnings, counted(warnings.length, "warning"))]),
  ];
  return {
    exitCode: check && changes(differs) > 0 ? 1 : 0,
    output: [title(stack, out, rendering, differs, check), ...remarks].join("\n\n"),
    errors: warning ?? "",
    data: {
      stack,
      chart: { ...spec.chart, source: options.chartSource },
      files: Object.keys(rendering.files),
      differs,
      outside: rendering.outside,
      entries: rendering.entries,
      argocd: rendering.argocd,
      ...(warning === undefined ? {} : { warning }),
    },
  };
}

function projectIn(folder: string): string {
  const file = join(folder, "Pulumi.yaml");
  if (!existsSync(file)) throw new Error(`${file} is missing: an import goes into a project of Pulumi.`);
  return (parse(readFileSync(file, "utf8")) as { readonly name: string }).name;
}

const changes = ({ added, changed, removed }: Difference): number => added.length + changed.length + removed.length;

function title(
  stack: string,
  out: string,
  { files, manifests }: Rendering,
  differs: Difference,
  check: boolean,
): string {
  const size = `${stack}: ${counted(manifests.length, "object")} in ${counted(Object.keys(files).length, "file")}`;
  if (changes(differs) === 0) return `${size}, and ${out} is up to date.`;
  const { added, changed, removed } = differs;
  const list = [
    ...added.map((path) => `  + ${path}`),
    ...changed.map((path) => `  ~ ${path}`),
    ...removed.map((path) => `  - ${path}`),
  ];
  const verb = check ? `${out} is not what the stack file says` : `written to ${out}`;
  const shown = list.length > 20 ? [...list.slice(0, 20), `  and ${list.length - 20} more`] : list;
  return [`${size}, ${verb}: ${added.length} new, ${changed.length} changed, ${removed.length} gone`, ...shown].join(
    "\n",
  );
}

function outsideRemarks({ entries, outside }: Rendering): string[] {
  const aws = outside.filter(({ kind }) => kind.startsWith("aws:"));
  const generated = outside.filter(({ kind }) => kind.startsWith("random:"));
  const others = outside.filter((it) => !aws.includes(it) && !generated.includes(it));
  return [
    ...(entries.length === 0
      ? []
      : [
          [
            `${counted(entries.length, "Secret")} to come from the store, which must hold:`,
            ...entries.map(({ key, properties }) => `  ${key}: ${properties.join(", ")}`),
          ].join("\n"),
        ]),
    ...(aws.length === 0
      ? []
      : [
          `Not in the folder, because it is in AWS: ${counted(aws.length, "resource")} (${services(aws)}). Pulumi makes it: docs/gitops.md.`,
        ]),
    ...(generated.length === 0
      ? []
      : [`Not in the folder, because the store has them instead: ${counted(generated.length, "generated password")}.`]),
    ...others.map(({ kind, name, why }) => `Not in the folder: ${kind} ${name}, because ${why}.`),
  ];
}

function services(aws: Rendering["outside"]): string {
  return [...new Set(aws.map(({ kind }) => kind.split(":")[1]))].sort().join(", ");
}

const argocdMissing = "There is no Application: write `dolphinpod:gitops: {repository: <URL>}` for one.";

function contractWarning({ chart }: EnvironmentSpec): string {
  return (
    `Not for a cluster: the scheduler's objects are those of the contract chart, test/fixtures/chart, because ` +
    `${chart.repository}:${chart.version} could not be pulled. Connect to the registry once; then render again.`
  );
}

/** Whether an earlier rendering in the folder is one of the real chart. */
function isForCluster(folder: string): boolean {
  const file = join(folder, "kustomization.yaml");
  return existsSync(file) && !readFileSync(file, "utf8").includes("\n# Not for a cluster: ");
}
