import { isAbsolute, join } from "node:path";
import { applicationVersion } from "../../components/scheduler/versions/index.ts";
import { UserError } from "../user-error.ts";
import { build } from "./build.ts";
import { classLayers } from "./classes.ts";
import { type Digests, lockedDigests } from "./images.ts";
import { encryptedPaths, encryptedProblem, schemaProblems } from "./issues.ts";
import { defaults } from "./layers.ts";
import { merge } from "./merge.ts";
import { type Origin, specOrigins } from "./origins.ts";
import { counted, describe, isRecord, type Problem, render } from "./problems.ts";
import { withOneOwner } from "./replica-owner.ts";
import { rules } from "./rules/index.ts";
import { type Layer, layerSchema } from "./schema.ts";
import type { EnvironmentSpec } from "./spec.ts";
import { timeoutIsShort } from "./warn-delivery.ts";
import { kedaVerifiesInVain } from "./warn-keda.ts";
import { warnProduction } from "./warn-production.ts";
import { warn } from "./warnings.ts";

export type Resolution =
  | {
      readonly ok: true;
      readonly spec: EnvironmentSpec;
      /** The layer that each value of the specification came from, by its path. */
      readonly origins: Readonly<Record<string, Origin>>;
      /** What is allowed and still deserves a look, at every preview. */
      readonly warnings: readonly Problem[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** What a configuration depends on besides itself. */
export interface Circumstances {
  /** Digests of images; those of images.lock.json when left out. */
  readonly digests?: Digests;
  /** Folder from which the configuration names files; the working directory when left out. */
  readonly folder?: string;
  /** The moment of the run in ISO 8601, against which exceptions end; the clock's when left out. */
  readonly now?: string;
}

/**
 * The one specification that a stack's few lines stand for, or everything that is wrong with them, at once.
 * Never throws, whatever the input. Reads no file but one that the input names.
 */
export function resolve(input: unknown, circumstances: Circumstances = {}): Resolution {
  const { digests = lockedDigests, folder = "", now = new Date().toISOString() } = circumstances;
  const { stack, problems } = parse(input);
  const environmentClass = stack.class ?? "dev";
  const { settings, origins } = withOneOwner(
    merge(
      { name: "default", values: { ...defaults(), class: environmentClass } },
      { name: `class ${environmentClass}`, values: classLayers[environmentClass] },
      { name: "stack", values: inFolder(stack, folder) },
    ),
  );

  const version = applicationVersion(settings.version);
  const facts = { digests, now, settings, version, written: (option: string) => origins[option] === "stack" };
  const applicable = rules.filter(
    ({ reads }) => !reads.some((option) => problems.some((it) => related(it.path, option))),
  );
  const found = [...problems, ...applicable.flatMap((rule) => rule.check(facts))];
  if (found.length > 0) return { ok: false, problems: inOrder(found) };

  const spec = build(settings, version, digests);
  const warnings = [
    ...warn(settings, version),
    ...warnProduction(settings),
    ...timeoutIsShort(spec),
    ...kedaVerifiesInVain(spec),
  ];
  return { ok: true, spec, origins: specOrigins(spec, settings, origins), warnings };
}

/** The specification, or an error whose message lists every problem. */
export function resolveOrThrow(input: unknown, circumstances: Circumstances = {}): Extract<Resolution, { ok: true }> {
  const resolution = resolve(input, circumstances);
  if (resolution.ok) return resolution;
  const { problems } = resolution;
  throw new UserError(render(problems, `The configuration has ${counted(problems.length, "problem")}:`));
}

/** Everything in the input that is right by itself, and what is wrong with the rest. */
function parse(input: unknown): { stack: Layer; problems: Problem[] } {
  if (!isRecord(input)) return { stack: {}, problems: [notSections(input)] };

  const encrypted = encryptedPaths(input);
  const plain = without(input, encrypted);
  const result = layerSchema.safeParse(plain);
  const problems = [
    ...encrypted.map(encryptedProblem),
    ...(result.success ? [] : schemaProblems(plain, result.error.issues)),
    ...(input["class"] === undefined ? [missingClass] : []),
  ];
  if (result.success) return { stack: result.data, problems };

  const wrong = result.error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" && issue.path.length < 2
      ? issue.keys.map((key) => [...issue.path, key])
      : [issue.path],
  );
  return { stack: layerSchema.safeParse(without(plain, wrong)).data ?? {}, problems };
}

/** Files by their paths from the working directory. */
function inFolder(stack: Layer, folder: string): Layer {
  const { database } = stack;
  const file = database?.caBundle?.file;
  if (file === undefined || folder === "" || isAbsolute(file)) return stack;
  return { ...stack, database: { ...database, caBundle: { ...database?.caBundle, file: join(folder, file) } } };
}

/** A copy without the options (or whole sections) that the paths lead into. */
function without(input: Record<string, unknown>, paths: readonly (readonly PropertyKey[])[]): Record<string, unknown> {
  const dropped = new Set(paths.map((path) => JSON.stringify(path.slice(0, 2))));
  const kept = Object.entries(input).filter(([section]) => !dropped.has(JSON.stringify([section])));
  return Object.fromEntries(
    kept.map(([section, value]) => {
      if (!isRecord(value)) return [section, value];
      return [
        section,
        Object.fromEntries(Object.entries(value).filter(([key]) => !dropped.has(JSON.stringify([section, key])))),
      ];
    }),
  );
}

/** In the order of the documentation, so that problems of one section stand together. */
function inOrder(problems: readonly Problem[]): Problem[] {
  const sections = Object.keys(layerSchema.shape);
  const position = ({ path }: Problem) => sections.indexOf(path.split(".")[0] ?? "");
  return problems.toSorted((a, b) => position(a) - position(b));
}

/** Whether a problem there makes it pointless to look at the option. */
function related(problem: string, option: string): boolean {
  return problem === option || problem.startsWith(`${option}.`) || option.startsWith(`${problem}.`);
}

const missingClass: Problem = {
  path: "class",
  received: "nothing",
  allowed: "dev, prod",
  fix: "Write dolphinpod:class: dev to try things out, or prod.",
};

function notSections(input: unknown): Problem {
  return {
    path: "config",
    received: describe([], input),
    allowed: "an object of sections",
    fix: "Write for example class: dev.",
  };
}
