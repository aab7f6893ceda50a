import type { Field } from "../../core/field.ts";
import type { Environment, ObjectView } from "../../core/model.ts";
import { isServer } from "../../core/roles.ts";
import type { EnvironmentRule, Rule } from "../../core/rule.ts";
import { cronJob, job, namespaceTypes, runningTypes, service } from "../../core/types.ts";

const text = { pack: "mesh", scope: "environment", origin: "A10" } as const;

const injection = "linkerd.io/inject";
const on = (value: string | undefined) => value === "enabled" || value === "ingress";

/** What decides whether a proxy is put beside the pods: the template's own word, then the namespace's. */
function injected(
  environment: Environment,
  workload: ObjectView,
): { readonly at: Field; readonly value: boolean | undefined } {
  const at = workload.podTemplate?.at("metadata", "annotations", injection) ?? workload.root;
  const above = environment.of(...namespaceTypes).find((it) => it.name === workload.namespace);
  const inherited = above?.at("metadata", "annotations", injection);
  if (at.unknown || (at.absent && inherited?.unknown)) return { at, value: undefined };
  return { at, value: on(at.absent ? inherited?.text : at.text) };
}

const serversOf = (environment: Environment) => environment.of(...runningTypes).filter(({ role }) => isServer(role));

export const meshInjectionCoverage: EnvironmentRule = {
  ...text,
  id: "mesh-injection-coverage",
  star: true,
  title: "All servers are in the mesh, or none",
  severity: "high",
  why: "One server without a proxy talks in plain text to all others, and a policy that asks for identities refuses it.",
  remediation: "Set linkerd.io/inject: enabled on the pods of every server.",
  link: "https://linkerd.io/2/features/proxy-injection/",
  evaluate: (environment) => {
    const servers = serversOf(environment).map((object) => ({ object, ...injected(environment, object) }));
    if (!servers.some(({ value }) => value === true)) return [];
    return servers
      .filter(({ value }) => value === false)
      .map(({ object, at }) => {
        const patch = { path: at.path, value: "enabled" };
        return { object, at, allowed: "enabled, as the others", fix: "Write enabled.", patch };
      });
  },
};

/** The annotation lost its "alpha" in Linkerd 2.20; what is for several versions has both. */
const nativeSidecar = [
  "config.alpha.linkerd.io/proxy-enable-native-sidecar",
  "config.linkerd.io/proxy-enable-native-sidecar",
];

export const meshJobsTerminate: EnvironmentRule = {
  ...text,
  id: "mesh-jobs-terminate",
  star: true,
  title: "Jobs in the mesh end",
  severity: "high",
  why: "The proxy keeps running when the Job's own container has ended, so the Job never completes and the update waits for it.",
  remediation: "Set linkerd.io/inject: disabled on the Job, or have the proxy as native sidecar.",
  link: "https://linkerd.io/2/tasks/using-sidecar-containers/",
  origin: "A10; chart trap 21; apache/airflow#35154",
  evaluate: (environment) =>
    environment.of(job, cronJob).flatMap((object) => {
      const { at, value } = injected(environment, object);
      const native = nativeSidecar.map((key) => object.podTemplate?.at("metadata", "annotations", key));
      if (value !== true || native.some((it) => it?.unknown || it?.flag === true)) return [];
      const patch = { path: at.path, value: "disabled" };
      return [{ object, at, allowed: "disabled, or a native sidecar", fix: "Write disabled.", patch }];
    }),
};

const opaque = "config.linkerd.io/opaque-ports";
/** Protocols in which the server speaks first, or that the mesh does not know. */
const opaquePorts: ReadonlySet<number> = new Set([5432, 3306, 2181, 2379, 5678, 1234, 50052]);

export const meshOpaquePorts: EnvironmentRule = {
  ...text,
  id: "mesh-opaque-ports-for-database-and-registry",
  star: true,
  title: "The mesh looks into no database, registry or RPC connection",
  severity: "high",
  why: "The proxy waits up to 10 seconds for bytes that tell the protocol. Where the server speaks first none come: every connection starts with that wait, or fails.",
  remediation: "Name the ports in config.linkerd.io/opaque-ports of the Service.",
  link: "https://linkerd.io/2/features/protocol-detection/",
  evaluate: (environment) => {
    if (!serversOf(environment).some((object) => injected(environment, object).value === true)) return [];
    return environment.of(service).flatMap((object) => {
      const at = object.at("metadata", "annotations", opaque);
      const named = new Set((at.text ?? "").split(",").map((port) => Number(port.trim())));
      const missing = object
        .at("spec", "ports")
        .items.map((port) => port.at("port").number ?? 0)
        .filter((port) => opaquePorts.has(port) && !named.has(port));
      if (missing.length === 0 || at.unknown) return [];
      const wanted = [...named, ...missing].filter((port) => port > 0).join(",");
      const patch = { path: at.path, value: wanted };
      return [{ object, at, allowed: `ports ${missing.join(", ")} among them`, fix: `Write "${wanted}".`, patch }];
    });
  },
};

export const serverHasAuthorization: EnvironmentRule = {
  ...text,
  id: "mesh-server-has-authorization",
  title: "Every Server of the mesh says who may reach it",
  severity: "high",
  why: "A Server without an authorization refuses everybody: the port is dead, and only at run time.",
  remediation: "Add an AuthorizationPolicy whose targetRef is the Server.",
  link: "https://linkerd.io/2/reference/authorization-policy/",
  evaluate: (environment) => {
    const policies = environment.all.filter(({ type }) =>
      /^kubernetes:policy\.linkerd\.io\/.*:(AuthorizationPolicy|ServerAuthorization)$/.test(type),
    );
    const named = (policy: ObjectView) => [
      policy.at("spec", "targetRef", "name").text,
      policy.at("spec", "server", "name").text,
    ];
    return environment.all
      .filter(({ type }) => /^kubernetes:policy\.linkerd\.io\/.*:Server$/.test(type))
      .filter((it) => it.at("spec", "accessPolicy").absent || it.at("spec", "accessPolicy").text === "deny")
      .filter((it) => !policies.some((policy) => policy.namespace === it.namespace && named(policy).includes(it.name)))
      .map((object) => {
        const at = object.at("metadata", "name");
        const received = "a Server that no policy targets";
        return { object, at, allowed: "an AuthorizationPolicy", fix: "Add one for it.", received, missing: true };
      });
  },
};

export const meshRules: readonly Rule[] = [
  meshInjectionCoverage,
  meshJobsTerminate,
  meshOpaquePorts,
  serverHasAuthorization,
];
