import type { IssuerSpec } from "../../components/tls/types.ts";
import { counted } from "../../stacks/config/problems.ts";
import type { EnvironmentSpec } from "../../stacks/config/spec.ts";
import type { DiagramNode } from "./types.ts";
import { durationOf } from "./words.ts";

/** Id of the node of another namespace of the cluster. */
export const neighbourId = (namespace: string) => `namespace-${namespace}`;

interface Neighbour {
  readonly namespace: string | undefined;
  readonly title: string;
  readonly lines: readonly string[];
}

/** What other namespaces of the cluster do for the environment; those that share one are one node. */
export function neighbourNodes(spec: EnvironmentSpec, group: string): readonly DiagramNode[] {
  const known = neighboursOf(spec).flatMap(({ namespace, ...rest }) =>
    namespace === undefined ? [] : [{ namespace, ...rest }],
  );
  return [...Map.groupBy(known, ({ namespace }) => namespace)].map(([namespace, all]) => ({
    id: neighbourId(namespace),
    group,
    kind: "neighbour",
    title: all.map(({ title }) => title).join(", "),
    lines: [`namespace ${namespace}`, ...all.flatMap(({ lines }) => lines)],
  }));
}

function neighboursOf(spec: EnvironmentSpec): readonly Neighbour[] {
  const { database, ingress, isolation, mesh, monitoring, servers, tls } = spec;
  const { autoscaling } = servers.worker;
  return [
    {
      namespace: ingress?.controllerNamespace,
      title: "Ingress controller",
      lines: ingress ? [`class ${ingress.className}`] : [],
    },
    {
      namespace: isolation.monitoringNamespace,
      title: "Prometheus",
      lines: [
        ...(monitoring ? [`reads metrics every ${durationOf(monitoring.scrapeSeconds)}`, "alerts with runbooks"] : []),
        ...(spec.dashboards ? ["dashboards for Grafana"] : []),
      ],
    },
    {
      namespace: autoscaling?.by === "keda" ? autoscaling.operatorNamespace : undefined,
      title: "KEDA",
      lines: autoscaling?.by === "keda" ? [`asks the database every ${durationOf(autoscaling.pollSeconds)}`] : [],
    },
    {
      namespace: database.backend === "cloudnative-pg" ? database.operatorNamespace : undefined,
      title: "CloudNativePG",
      lines: ["runs PostgreSQL's instances"],
    },
    {
      namespace: tls?.certManagerNamespace,
      title: "cert-manager",
      lines: tls ? ["certificate of the user interface", ...issuerLines(tls.issuer)] : [],
    },
    {
      namespace: mesh?.controlPlaneNamespace,
      title: "Linkerd",
      lines: [
        "certificate of each pod",
        mesh?.authorization === "audit" ? "logs who may not call" : "denies who may not call",
      ],
    },
    { namespace: mesh?.gatewayNamespace, title: "Multi-cluster gateway", lines: ["calls of other clusters"] },
  ];
}

function issuerLines(issuer: IssuerSpec): readonly string[] {
  return issuer.kind === "existing" ? [`${issuer.scope} ${issuer.name}`] : [];
}

export function usersNode(spec: EnvironmentSpec): DiagramNode {
  return { id: "users", group: undefined, kind: "outside", title: "Users", lines: [usersWay(spec)] };
}

/** What the environment uses outside of the cluster besides its stores. */
export function outsideNodes(spec: EnvironmentSpec, group: string): readonly DiagramNode[] {
  const node = (id: string, title: string, lines: readonly string[]): DiagramNode => {
    return { id, group, kind: "outside", title, lines };
  };
  const { externalSecrets, isolation, tls } = spec;
  return [
    ...loginNodes(spec, node),
    ...(tls && tls.issuer.kind !== "existing"
      ? [node("authority", "Certificate authority", [hostOf(tls.issuer.server), challengeOf(tls.issuer)])]
      : []),
    ...isolation.egress.map(({ cidr }, index) => {
      return node(`egress-${index}`, "Other systems", [cidr]);
    }),
    ...(externalSecrets
      ? [
          node("secret-store", "Secret store", [
            `${externalSecrets.store.kind} ${externalSecrets.store.name}`,
            `${counted(externalSecrets.secrets.length, "Secret")}, every ${durationOf(externalSecrets.refreshSeconds)}`,
          ]),
        ]
      : []),
  ];
}

function usersWay({ ingress }: EnvironmentSpec): string {
  if (ingress === undefined) return "by kubectl port-forward";
  return `${ingress.tlsSecretName === undefined ? "http" : "https"}://${ingress.host}`;
}

function loginNodes(
  { login }: EnvironmentSpec,
  node: (id: string, title: string, lines: readonly string[]) => DiagramNode,
): readonly DiagramNode[] {
  const names = { casdoor: "Casdoor", ldap: "LDAP directory", oidc: "Identity provider" } as const;
  return login.type === "password" ? [] : [node("login", names[login.type], ["who may sign in", hostOf(login.url)])];
}

function challengeOf(issuer: Exclude<IssuerSpec, { kind: "existing" }>): string {
  return issuer.kind === "acme-http" ? "asks by HTTP" : "asks DNS, Route 53";
}

/** Host and port of an address; credentials that somebody wrote into it are no part of that. */
function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : "an address that is none";
}
