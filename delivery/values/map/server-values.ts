import { staleVariables } from "../../../components/scheduler/environment.ts";
import { type ServerName, serverNames } from "../../../components/scheduler/types.ts";
import type { Convert } from "../types.ts";
import { entry, group, item, left, plain } from "./rows.ts";

/** `env` of a server: threads have an option, names that nothing reads are let go, the rest stays a variable. */
export function environmentOf(server: ServerName): Convert {
  return (leaves) => {
    const dead = leaves.filter(({ keys }) => staleVariables.includes(keys.at(-1) ?? ""));
    const threads = `${server.toUpperCase()}_EXEC_THREADS`;
    return {
      groups: leaves
        .filter((leaf) => !dead.includes(leaf))
        .map(({ keys, path, value }) => {
          const name = keys.at(-1) ?? "";
          return name === threads
            ? group(path, item(`${server}.threads`, plain(value)))
            : entry(path, [`${server}.env`], name, value);
        }),
      left: dead.map(({ path }) =>
        left(path, "done here", "Nothing reads this variable (apache/dolphinscheduler#16410)."),
      ),
    };
  };
}

/** Of an affinity the one that keeps replicas apart has an option. */
export function affinity(server: ServerName): Convert {
  return (leaves) => {
    const [first] = leaves;
    if (first === undefined) return {};
    const anti = leaves.filter(({ path }) => path.includes(".podAntiAffinity."));
    const others = leaves.filter((leaf) => !anti.includes(leaf));
    const required = anti.some(
      ({ path, value }) => /\.required/.test(path) && JSON.stringify(value).includes("hostname"),
    );
    return {
      groups: anti
        .slice(0, 1)
        .map(({ path }) => group(path, item(`${server}.spread`, required ? "required" : "preferred"))),
      left: others.map(({ path }) =>
        left(path, "another option", `Nodes are chosen by ${server}.nodeSelector and ${server}.tolerations.`),
      ),
    };
  };
}

export function strategyOf(server: ServerName): Convert {
  return (leaves) => {
    const partition = leaves.filter(({ path }) => path.endsWith(".rollingUpdate.partition"));
    const stateful = server === "master" || server === "worker";
    return {
      groups: stateful
        ? partition.map(({ path, value }) => group(path, item(`${server}.partition`, plain(value))))
        : [],
      left: leaves
        .filter((leaf) => !stateful || !partition.includes(leaf))
        .map(({ path }) => left(path, "done here", "Pods are replaced one by one.")),
    };
  };
}

/** One switch here for all servers. Where Prometheus runs, the values do not say. */
export function monitors(server: ServerName): Convert {
  return (leaves, chart) => {
    const [leaf] = leaves;
    const switched = (name: ServerName) => chart.on(`${name}.service.serviceMonitor.enabled`);
    if (leaf === undefined || !switched(server)) return {};
    const action = "It is on for all servers. Write the namespace of your Prometheus: isolation.monitoringNamespace.";
    const first = serverNames.find(switched) === server;
    const on = group(
      leaf.path,
      item("monitoring.mode", "prometheus-operator"),
      item("isolation.monitoringNamespace", "monitoring"),
    );
    return { groups: [first ? { ...on, guess: left(leaf.path, "assumed", action) } : on] };
  };
}
