import { proxyMonitor } from "../../components/mesh/pod-monitor.ts";
import { meshPolicies } from "../../components/mesh/policies.ts";
import { apiRoutes } from "../../components/mesh/routes.ts";
import type { Authorization, AuthorizedCaller } from "../../components/mesh/types.ts";
import { complaints } from "./models.ts";

const place = { instance: "ds", namespace: "data" };
const spec = { authorization: "deny", podNetworks: ["10.0.0.0/8"] } as const;
const known: AuthorizedCaller = { kind: "account", name: "ds-api" };
const team: AuthorizedCaller = { kind: "namespace", name: "ingress" };
const unknown: AuthorizedCaller = { kind: "network" };
const authorization = (...callers: AuthorizedCaller[]): Authorization => {
  return { callers, labels: { app: "master" }, port: 5678, protocol: "opaque", role: "master" };
};
const made = (...callers: AuthorizedCaller[]) =>
  meshPolicies(place, [authorization(...callers)], spec).map((it) => ({
    kind: it.kind,
    name: it.metadata.name,
    spec: it.spec,
    version: it.apiVersion,
  }));
const group = "policy.linkerd.io";
const targetRef = { group, kind: "Server", name: "ds-master-5678" };

test("a port is closed, and open to callers with the certificate of an account or a namespace", () => {
  expect(made(known, team)).toEqual([
    {
      kind: "Server",
      name: "ds-master-5678",
      spec: {
        accessPolicy: "deny",
        podSelector: { matchLabels: { app: "master" } },
        port: 5678,
        proxyProtocol: "opaque",
      },
      version: `${group}/v1beta3`,
    },
    {
      kind: "MeshTLSAuthentication",
      name: "ds-master-5678",
      spec: {
        identityRefs: [
          { kind: "ServiceAccount", name: "ds-api" },
          { kind: "Namespace", name: "ingress" },
        ],
      },
      version: `${group}/v1alpha1`,
    },
    {
      kind: "AuthorizationPolicy",
      name: "ds-master-5678",
      spec: {
        requiredAuthenticationRefs: [{ group, kind: "MeshTLSAuthentication", name: "ds-master-5678" }],
        targetRef,
      },
      version: `${group}/v1alpha1`,
    },
  ]);
});

test("callers without a certificate come from the pods' networks, by a policy of their own", () => {
  expect(made(unknown)).toEqual([
    expect.objectContaining({
      kind: "NetworkAuthentication",
      name: "ds-unmeshed-callers",
      spec: { networks: [{ cidr: "10.0.0.0/8" }] },
    }),
    expect.objectContaining({ kind: "Server" }),
    expect.objectContaining({
      kind: "AuthorizationPolicy",
      name: "ds-master-5678-unmeshed",
      spec: {
        requiredAuthenticationRefs: [{ group, kind: "NetworkAuthentication", name: "ds-unmeshed-callers" }],
        targetRef,
      },
    }),
  ]);
});

test("a single account is named by the policy itself", () => {
  expect(made(known).slice(1)).toEqual([
    expect.objectContaining({
      kind: "AuthorizationPolicy",
      spec: { requiredAuthenticationRefs: [{ kind: "ServiceAccount", name: "ds-api" }], targetRef },
    }),
  ]);
});

test("both kinds of callers need one policy each: a policy asks for all that it names", () => {
  expect(made(known, team, unknown).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    "NetworkAuthentication ds-unmeshed-callers",
    "Server ds-master-5678",
    "MeshTLSAuthentication ds-master-5678",
    "AuthorizationPolicy ds-master-5678",
    "AuthorizationPolicy ds-master-5678-unmeshed",
  ]);
});

test("an audit closes no port", () => {
  const [server] = meshPolicies(place, [authorization(known)], { ...spec, authorization: "audit" });
  expect(server?.spec).toMatchObject({ accessPolicy: "audit" });
});

const monitoring = { labels: { release: "kube-prometheus" }, scrapeSeconds: 30 };
const service = { name: "ds-api", port: 12345 };

test("reads of the API are tried again, and nothing else is", () => {
  const [reads, calls] = apiRoutes(place, service);
  expect(reads?.metadata.annotations).toEqual({
    "retry.linkerd.io/http": "gateway-error",
    "retry.linkerd.io/limit": "2",
    "retry.linkerd.io/timeout": "15s",
    "timeout.linkerd.io/request": "60s",
  });
  expect(reads?.spec.rules.flatMap(({ matches }) => matches)).toEqual([
    { method: "GET", path: { type: "PathPrefix", value: "/dolphinscheduler" } },
  ]);
  expect(calls?.metadata).not.toHaveProperty("annotations");
});

test("every call matches a route, and what is streamed or counts once matches the one without retries", () => {
  const paths = apiRoutes(place, service)[1]?.spec.rules.flatMap(({ matches }) =>
    matches.map(({ path }) => path?.value),
  );
  expect(paths).toEqual([
    "/",
    "/dolphinscheduler/log",
    "/dolphinscheduler/login",
    "/dolphinscheduler/redirect",
    "/dolphinscheduler/resources/download",
  ]);
});

test("routes and the monitor are what the definitions of their kinds allow", () => {
  const routeModel = "gateway-api/gateway.networking.k8s.io/v1/HTTPRoute";
  const monitorModel = "prometheus-operator/monitoring.coreos.com/v1/PodMonitor";
  expect(complaints(routeModel, "HTTPRoute", apiRoutes(place, service))).toEqual([]);
  expect(complaints(monitorModel, "PodMonitor", [proxyMonitor(place, monitoring)])).toEqual([]);
  expect(complaints(routeModel, "HTTPRoute", [{ spec: { rules: "none" } }])).toHaveLength(1);
});

test("Prometheus reads the proxies of this environment alone", () => {
  expect(proxyMonitor(place, monitoring)).toMatchObject({
    metadata: { labels: { release: "kube-prometheus" }, name: "ds-proxies", namespace: "data" },
    spec: {
      podMetricsEndpoints: [{ interval: "30s", port: "linkerd-admin" }],
      selector: { matchLabels: { "app.kubernetes.io/instance": "ds" } },
    },
  });
});
