import { checkNamespace } from "../../../components/isolation/namespace.ts";
import { maxNameLength, tightest } from "../names.ts";
import { isProduction, type Rule, rule } from "./rule.ts";

const nameFits = rule(
  `\`name\` is at most ${maxNameLength} characters long, so that every name made from it keeps within 63.`,
  ["name"],
  ({ settings: { name } }) => {
    if (name.length <= maxNameLength) return undefined;
    return {
      path: "name",
      received: `${name.length} characters`,
      allowed: `at most ${maxNameLength} characters, so that the longest name made from it (${tightest}) keeps within 63`,
      fix: `Shorten it, for example to ${JSON.stringify(name.slice(0, maxNameLength).replace(/-+$/, ""))}.`,
    };
  },
);

const namespaceIsOwn = rule(
  "The namespace is none of the cluster's own: it gets Pod Security labels and a default-deny policy.",
  ["namespace", "name"],
  ({ settings }) => {
    const namespace = settings.namespace ?? settings.name;
    if (checkNamespace(namespace).length === 0) return undefined;
    return {
      path: settings.namespace === undefined ? "name" : "namespace",
      received: JSON.stringify(namespace),
      allowed: "any namespace but default and kube-...",
      fix: 'Give the environment a namespace of its own, for example "dolphinscheduler".',
    };
  },
);

const productionNamesItsCluster = rule(
  "Class prod names its `cluster.context`: the current one of whoever runs the program is no safe choice.",
  ["class", "cluster.context"],
  (facts) => {
    if (!isProduction(facts) || facts.settings.cluster.context !== undefined) return undefined;
    return {
      path: "cluster.context",
      received: "nothing",
      allowed: "the name of a kubeconfig context; class prod never uses whichever is current",
      fix: "Write for example cluster: {context: prod-eu}. `kubectl config get-contexts` lists them.",
    };
  },
);

const productionRetainsData = rule("Class prod retains its data.", ["class", "deletion"], (facts) => {
  if (!isProduction(facts) || facts.settings.deletion === "retain") return undefined;
  return {
    path: "deletion",
    received: '"delete"',
    allowed: "retain in class prod: destroying the stack must not take the data along",
    fix: "Remove the line, and delete volumes by hand once you are sure.",
  };
});

export const generalRules: readonly Rule[] = [
  nameFits,
  namespaceIsOwn,
  productionNamesItsCluster,
  productionRetainsData,
];
