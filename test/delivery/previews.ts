import { readFileSync } from "node:fs";
import { join } from "node:path";
import { unknownText } from "../../policies/core/field.ts";

/** A preview that the CLI made of a development environment, without what no comment needs: outputs, times, places. */
export function recorded(name: "create" | "update" | "replace" | "delete"): unknown {
  return JSON.parse(readFileSync(join(__dirname, "recorded", `${name}.json`), "utf8"));
}

/** One side of a step. */
export interface State {
  readonly type: string;
  readonly name: string;
  readonly inputs: unknown;
  readonly component?: string;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
}

const urnOf = ({ component, name, type }: State) =>
  `urn:pulumi:prod::dolphinpod::${component === undefined ? "" : `dolphinpod:${component}:Part$`}${type}::${name}`;

/** A step as the CLI writes it. */
export function step(op: string, state: State, before: unknown = undefined, more: object = {}): object {
  const { component, inputs, protect, retainOnDelete, type } = state;
  const parent =
    component === undefined
      ? {}
      : { parent: `urn:pulumi:prod::dolphinpod::dolphinpod:${component}:Part::${component}` };
  const side = { urn: urnOf(state), custom: true, type, ...parent, protect, retainOnDelete };
  return {
    op,
    urn: side.urn,
    ...(op === "create" ? {} : { oldState: { ...side, inputs: before ?? inputs } }),
    ...(op === "delete" ? {} : { newState: { ...side, inputs } }),
    ...more,
  };
}

export const preview = (...steps: readonly object[]) => ({ steps });

const metadata = (name: string) => ({ name, namespace: "data" });

/** A preview in which values come from resources that are still to be made, and in which secrets change. */
export const unknownValues = preview(
  step(
    "update",
    {
      type: "kubernetes:apps/v1:Deployment",
      name: "api",
      component: "scheduler",
      inputs: { metadata: metadata("api"), spec: { replicas: unknownText, template: { spec: { containers: [] } } } },
    },
    { metadata: metadata("api"), spec: { replicas: 2, template: { spec: { containers: [] } } } },
    { detailedDiff: { "spec.replicas": { kind: "update", inputDiff: true } } },
  ),
  step(
    "update",
    {
      type: "kubernetes:core/v1:Secret",
      name: "binding",
      component: "database",
      inputs: { metadata: metadata("binding"), data: "[secret]" },
    },
    { metadata: metadata("binding"), data: "[secret]" },
    { detailedDiff: { "data.password": { kind: "update", inputDiff: true } } },
  ),
  step("create", {
    type: "kubernetes:core/v1:ConfigMap",
    name: "late",
    inputs: { metadata: unknownText, data: unknownText },
  }),
);

/** Resources of ten components, most of them with several fields that change. */
export const many = (number: number) =>
  preview(
    ...Array.from({ length: number }, (_, index) => {
      const op = (["update", "update", "update", "create", "replace", "delete"] as const)[index % 6] ?? "update";
      const name = `server-${index}`;
      const spec = (tag: string, replicas: number) => ({
        metadata: metadata(name),
        spec: {
          replicas,
          template: {
            spec: {
              containers: [
                {
                  name: "server",
                  image: `registry.example.com/data/server:${tag}`,
                  resources: { requests: { cpu: "500m", memory: "1Gi" } },
                },
              ],
            },
          },
        },
      });
      const type = index % 100 < 10 ? "kubernetes:apps/v1:StatefulSet" : "kubernetes:apps/v1:Deployment";
      return step(
        op,
        { type, name, component: `part${index % 10}`, inputs: spec("2", 3) },
        spec("1", 1),
        op === "replace" ? { replaceReasons: ["spec.selector"] } : {},
      );
    }),
  );

export const thousand = many(1000);
