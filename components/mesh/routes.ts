import type { IHTTPRoute } from "@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1/HTTPRoute";
import { labels } from "../kubernetes/labels.ts";
import type { MeshPlace } from "./policies.ts";

/** The Service that callers in the mesh reach the API by. */
export interface ApiService {
  readonly name: string;
  readonly port: number;
}

/** Path that the API and the user interface are under. */
const root = "/dolphinscheduler";

/**
 * GETs that are no plain reads: task logs and files are streamed for as long as they are long, and a login may use up a
 * code that counts once (the controllers of 3.2.2).
 */
const streamedOrOnce = ["log", "login", "redirect", "resources/download"].map((path) => `${root}/${path}`);

/**
 * Routes to the API for callers in the mesh. Reads are tried again when a server is away for a moment, and end after a
 * minute; everything else is sent once and has no limit. The second route must be there: once a Service has a route,
 * calls that match none are refused.
 */
export function apiRoutes(place: MeshPlace, service: ApiService) {
  const read = { method: "GET" as const, path: prefix(root) };
  return [
    route(place, service, "api-reads", retries, [read]),
    route(
      place,
      service,
      "api-calls",
      {},
      ["/", ...streamedOrOnce].map((path) => ({ path: prefix(path) })),
    ),
  ];
}

/**
 * https://linkerd.io/2.19/reference/retries/ and .../timeouts/. 502 to 504 come from proxies of servers that are away;
 * an error of the application itself is nothing that a second call mends.
 */
const retries = {
  "retry.linkerd.io/http": "gateway-error",
  "retry.linkerd.io/limit": "2",
  // Until the response begins.
  "retry.linkerd.io/timeout": "15s",
  "timeout.linkerd.io/request": "60s",
};

const prefix = (value: string) => ({ type: "PathPrefix" as const, value });

type Matches = NonNullable<NonNullable<IHTTPRoute["spec"]["rules"]>[number]["matches"]>;

function route(
  { instance, namespace }: MeshPlace,
  service: ApiService,
  suffix: string,
  annotations: Readonly<Record<string, string>>,
  matches: Matches,
) {
  return {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    metadata: {
      ...(Object.keys(annotations).length > 0 && { annotations }),
      labels: labels({ component: "api", instance, name: "mesh-route" }),
      name: `${instance}-${suffix}`,
      namespace,
    },
    spec: {
      parentRefs: [{ group: "core", kind: "Service", ...service }],
      rules: [{ backendRefs: [{ ...service }], matches }],
    },
  } satisfies IHTTPRoute;
}
