import { componentOf, type Registration } from "../../stacks/check/index.ts";
import { identityOf } from "../../stacks/check/manifests.ts";
import { chartType } from "../../stacks/check/monitor.ts";
import type { Problem } from "../../stacks/config/index.ts";
import { madeUp } from "./made-up.ts";
import type { Manifest, Outside, Planned, PlannedSecret } from "./types.ts";
import { isFields, isSecret, isUnknown, opened, pathsTo } from "./values.ts";
import { waves } from "./waves.ts";

/** What the program registers, sorted into what a folder can hold and what it cannot. */
export interface Plan {
  readonly objects: readonly Planned[];
  readonly secrets: readonly PlannedSecret[];
  readonly outside: readonly Outside[];
  readonly problems: readonly Problem[];
}

/**
 * Keys of bindings that say where something is and how it is called. Of any other key the value is a secret, whatever
 * it is made of.
 */
const openKeys = new Set([
  "access-key-id",
  "bucket",
  "connect-string",
  "database",
  "dbname",
  "endpoint",
  "endpoints",
  "host",
  "port",
  "provider",
  "region",
  "type",
  "username",
]);

export function plan(registrations: readonly Registration[]): Plan {
  const waveOf = waves(registrations);
  const isMadeUp = madeUp(registrations);
  const objects: Planned[] = [];
  const secrets: PlannedSecret[] = [];
  const outside: Outside[] = [];
  const problems: Problem[] = [];

  for (const registration of registrations.filter(isResource)) {
    const { inputs, retainOnDelete, urn } = registration;
    const { kind, name } = identityOf(registration);
    const why = whyOutside(registration);
    if (why !== undefined) {
      outside.push({ kind, name, why });
      continue;
    }
    const manifest = opened(inputs) as Manifest;
    const planned = {
      manifest,
      urn,
      component: componentOf(urn),
      retained: retainOnDelete,
      wave: waveOf.get(urn) ?? 0,
    };
    if (kind === "Secret") {
      const unknown = pathsTo({ data: manifest["data"], stringData: manifest["stringData"] }, isUnknown);
      // Without its keys nobody can say what a reference must hold.
      if (unknown.some((path) => !path.includes("."))) problems.push(unfitFor(`Secret ${name}`, unknown));
      else secrets.push({ ...planned, ...sorted(manifest, isMadeUp) });
      continue;
    }
    const isForeign = (value: unknown) => isUnknown(value) || (typeof value === "string" && isMadeUp(value));
    const unfit = [...pathsTo(inputs, isSecret), ...pathsTo(manifest, isForeign)];
    if (unfit.length === 0) objects.push(planned);
    else if (isAlias(manifest)) outside.push({ kind, name, why: "AWS makes up the address that it is an alias of" });
    else problems.push(unfitFor(`${kind} ${name}`, [...new Set(unfit)]));
  }
  return { objects, secrets, outside: outside.sort(byName), problems };
}

/** What an update would make; a chart counts as its objects. */
const isResource = ({ custom, remote, type }: Registration): boolean =>
  (custom && !type.startsWith("pulumi:")) || (remote && type !== chartType);

/** Why a resource can be no file; undefined for an object of the cluster. */
function whyOutside({ remote, type }: Registration): string | undefined {
  if (remote) return "its plugin makes it";
  if (type.startsWith("kubernetes:helm.sh/")) return "Helm installs it, once for the whole cluster";
  return type.startsWith("kubernetes:") ? undefined : "it is no object of the cluster";
}

/** An alias that nothing in the environment goes by. */
const isAlias = ({ kind, spec }: Manifest): boolean =>
  kind === "Service" && isFields(spec) && spec["type"] === "ExternalName";

function sorted(manifest: Manifest, isMadeUp: (text: string) => boolean): Pick<PlannedSecret, "hidden" | "open"> {
  const values = valuesOf(manifest);
  const isOpen = ([key, value]: readonly [string, string]) =>
    value === "" || (openKeys.has(key) && !isUnknown(value) && !isMadeUp(value));
  return {
    open: Object.fromEntries(values.filter(isOpen)),
    hidden: values.flatMap((entry) => (isOpen(entry) ? [] : [entry[0]])).sort(),
  };
}

function valuesOf({ data, stringData }: Manifest): readonly (readonly [string, string])[] {
  const texts = (value: unknown) => Object.entries(isFields(value) ? value : {});
  return [
    ...texts(data).map(([key, value]) => [key, isUnknown(value) ? String(value) : decoded(value)] as const),
    ...texts(stringData).map(([key, value]) => [key, String(value)] as const),
  ];
}

const decoded = (value: unknown): string => Buffer.from(String(value), "base64").toString();

function unfitFor(object: string, paths: readonly string[]): Problem {
  return {
    path: object,
    received: `at ${paths.join(", ")} what only an update knows, or a secret`,
    allowed: "an object that follows from the configuration alone",
    fix: "Use a backend `existing` for what it comes from, or deliver this environment with `pulumi up`.",
  };
}

function byName(a: Outside, b: Outside): number {
  const [left, right] = [`${a.kind} ${a.name}`, `${b.kind} ${b.name}`];
  return left < right ? -1 : left > right ? 1 : 0;
}
