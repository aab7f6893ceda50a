import { changeList, nameOf } from "../../kubernetes/object.ts";
import { boundVariables, datasourceVariables } from "../bindings.ts";
import { serverEnvironment, staleVariables, zoneEnvironment } from "../environment.ts";
import type { Variable } from "../variable.ts";
import { type Context, onContainer } from "./context.ts";

/** Variables of the server: references to bindings first, because later values may use them, then settings. */
export const environment = onContainer((container, context) => {
  const ours = variables(context);
  const names = new Set<unknown>([...ours.map(({ name }) => name), ...dropped(context)]);
  return changeList(container, "env", (entries) => [...ours, ...entries.filter((entry) => !names.has(nameOf(entry)))]);
});

function variables({ spec, server }: Context): readonly Variable[] {
  const plain = { ...zoneEnvironment(spec), ...serverEnvironment(spec, server) };
  return [...boundVariables(spec, server), ...Object.entries(plain).map(([name, value]) => variable(name, value))];
}

/** The API server stores no empty value: writing one would show as a change at every preview. */
const variable = (name: string, value: string): Variable => (value === "" ? { name } : { name, value });

/** What the chart renders and the server must not have: the worker's tasks would inherit the database's password. */
function dropped({ spec, server }: Context): readonly string[] {
  return [
    ...staleVariables,
    ...(server === "worker" ? datasourceVariables : []),
    ...(spec.bindings.registry.type === "zookeeper" ? [] : ["REGISTRY_ZOOKEEPER_CONNECT_STRING"]),
  ];
}
