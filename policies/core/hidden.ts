import { Field, Trace } from "./field.ts";
import type { PolicyObject } from "./object.ts";
import type { EnvironmentProblem } from "./rule.ts";
import { release } from "./types.ts";

/** Tells the Helm release that may have what a problem says is missing; undefined where it is missing. */
export type MayHave = (problem: EnvironmentProblem) => string | undefined;

/** Helm releases whose objects nobody shows to policies; a check does show them, as the release's children. */
export function hiddenReleases(all: readonly PolicyObject[]): readonly PolicyObject[] {
  const releases = all.filter(({ type }) => type === release);
  if (releases.length === 0) return [];
  const shown = new Set(all.flatMap(({ urn }) => releaseAbove(urn)));
  return releases.filter(({ urn }) => urn === undefined || !shown.has(typesOf(urn)));
}

/** What seems to be missing in the namespace of a release may be one of the objects that nobody shows. */
export function hiddenIn(hidden: readonly PolicyObject[]): MayHave {
  const names = new Map(
    hidden.map(({ name, properties }) => [new Field(properties, new Trace()).at("namespace").text, name]),
  );
  return ({ missing, object }) =>
    missing && object.type.startsWith("kubernetes:") ? names.get(object.namespace) : undefined;
}

/** The types of a URN's resource and of all above it, as the engine joins them. */
const typesOf = (urn: string) => urn.split("::")[2] ?? "";

function releaseAbove(urn: string | undefined): readonly string[] {
  const [above, ...below] = typesOf(urn ?? "").split(`${release}$`);
  return below.length === 0 ? [] : [`${above}${release}`];
}
