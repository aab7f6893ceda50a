import type { Flow } from "../isolation/flows.ts";
import type { Authorization } from "./types.ts";

/**
 * Authorizations with one in place of several for ports that pods of different roles have by the same name, for the
 * same callers: a `Server` selects a port by name in all pods of the environment. Metrics are such ports.
 */
export function sharedPorts(
  instance: string,
  flows: readonly Flow[],
  authorizations: readonly Authorization[],
): Authorization[] {
  const named = Map.groupBy(authorizations, (it) => portName(flows, it));
  const shared = [...named].flatMap(([name, all]) => (name !== undefined && areAlike(all) ? [{ all, name }] : []));
  const replaced = new Set(shared.flatMap(({ all }) => all));
  return [
    ...authorizations.filter((it) => !replaced.has(it)),
    ...shared.flatMap(({ all: [first], name }) =>
      first ? [{ ...first, labels: { "app.kubernetes.io/instance": instance }, port: name, role: "pods" }] : [],
    ),
  ];
}

/** Undefined where somebody calls the port who knows no name for it: it is no port for one thing then. */
function portName(flows: readonly Flow[], { port, role }: Authorization): string | undefined {
  const names = flows
    .filter(({ ports, to }) => to.kind === "pods" && to.role === role && ports.some((it) => it === port))
    .map((flow) => flow.portName);
  return new Set(names).size === 1 ? names[0] : undefined;
}

/** Two `Server`s must not select the same port, so those of one name are either all alike or all stay apart. */
function areAlike(all: readonly Authorization[]): boolean {
  const forms = all.map(({ callers, protocol }) => JSON.stringify([callers, protocol]));
  return all.length > 1 && new Set(forms).size === 1;
}
