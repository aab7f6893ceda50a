import { isRecord } from "../../stacks/config/problems.ts";
import type { PolicyObject } from "../core/object.ts";

/** A resource of a state: in a `stack export`, and before and after each step of a `preview --json`. */
export function resourceOf(state: unknown, part: "inputs" | "outputs" = "inputs"): PolicyObject | undefined {
  if (!isRecord(state) || typeof state["urn"] !== "string" || typeof state["type"] !== "string") return undefined;
  const { urn, type, parent } = state;
  if (state["external"] === true) return undefined;
  return {
    type,
    urn,
    name: urn.split("::").slice(3).join("::"),
    parent: typeof parent === "string" ? parent : "",
    protect: state["protect"] === true,
    properties: state[part] ?? {},
    ...(typeof state["modified"] === "string" ? { modified: state["modified"] } : {}),
    propertyDependencies: dependencies(state["propertyDependencies"]),
  };
}

function dependencies(value: unknown): Record<string, readonly string[]> {
  if (!isRecord(value)) return {};
  const texts = (it: unknown) => (Array.isArray(it) ? it.filter((urn): urn is string => typeof urn === "string") : []);
  return Object.fromEntries(Object.entries(value).map(([key, urns]) => [key, texts(urns)]));
}

export interface Step {
  readonly op: string;
  readonly urn: string;
  readonly before: PolicyObject | undefined;
  readonly after: PolicyObject | undefined;
}

/** Steps of `pulumi preview --json`; undefined for any other document. */
export function previewSteps(document: unknown): readonly Step[] | undefined {
  if (!isRecord(document) || !Array.isArray(document["steps"])) return undefined;
  return document["steps"].filter(isRecord).map((step) => ({
    op: String(step["op"]),
    urn: String(step["urn"]),
    before: resourceOf(step["oldState"]),
    after: resourceOf(step["newState"]),
  }));
}

/** Resources of `pulumi stack export`; undefined for any other document. */
export function exportedObjects(
  document: unknown,
  part: "inputs" | "outputs" = "inputs",
): readonly PolicyObject[] | undefined {
  if (!isRecord(document) || !isRecord(document["deployment"])) return undefined;
  const { resources } = document["deployment"];
  if (!Array.isArray(resources)) return [];
  return resources.filter((it) => !isOnItsWayOut(it)).flatMap((state) => resourceOf(state, part) ?? []);
}

/** Replaced, and not deleted yet: it is no longer part of what is. */
const isOnItsWayOut = (state: unknown): boolean => isRecord(state) && state["delete"] === true;

/** What there will be after the steps of a preview. */
export function previewedObjects(document: unknown): readonly PolicyObject[] | undefined {
  return previewSteps(document)?.flatMap(({ op, after }) => (op.startsWith("delete") || !after ? [] : [after]));
}
