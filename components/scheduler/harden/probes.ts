import { type Context, onContainer } from "./context.ts";

/**
 * Probes that can fail. The chart runs `curl` without `-f`, so its probes pass on a 503.
 *
 * - Startup: 5 minutes for a JVM on a small node to open its web server.
 * - Readiness: registry and database, see `actuator` in environment.ts.
 * - Liveness: 3 minutes to judge, because a restart under load makes the load worse. Masters and workers carry the load
 *   and are asked at their RPC port, where the kernel answers for a busy JVM. A worker that lost the registry closes
 *   that port but lives on (WorkerServer.close), and is found so.
 */
export const probes = onContainer((container, context) => ({
  ...container,
  livenessProbe: { ...liveness(context), failureThreshold: 12, periodSeconds: 15, timeoutSeconds: 10 },
  readinessProbe: { ...health(context, "readiness"), failureThreshold: 3, periodSeconds: 10, timeoutSeconds: 5 },
  startupProbe: { ...health(context, "liveness"), failureThreshold: 60, periodSeconds: 5, timeoutSeconds: 5 },
}));

const liveness = (context: Context) =>
  context.server === "master" || context.server === "worker"
    ? { tcpSocket: { port: context.facts.port } }
    : health(context, "liveness");

const health = ({ facts }: Context, group: "liveness" | "readiness") => ({
  httpGet: { path: `${facts.actuatorPath}/health/${group}`, port: facts.actuatorPort, scheme: "HTTP" },
});
