import { fromSecret } from "../binding/workload.ts";
import { restrictedContainer } from "../kubernetes/pod.ts";
import { resourceRequirements } from "../kubernetes/resources.ts";

/** Port on which the exporter beside the server shows metrics (its default). */
export const exporterPort = 9187;

const resources = { cpu: { limit: "200m", request: "10m" }, memory: { limit: "64Mi", request: "64Mi" } };

/**
 * The container that asks PostgreSQL for its state: over the loopback address, as the scheduler's own user, whose name
 * and password are references. What only an administrator may see it leaves out.
 */
export function exporter(image: string, secretName: string, database: string, postgresqlPort: number) {
  return {
    args: [`--web.listen-address=:${exporterPort}`, "--no-collector.replication_slot", "--no-collector.wal"],
    env: [
      fromSecret("DATA_SOURCE_PASS", secretName, "password"),
      { name: "DATA_SOURCE_URI", value: `127.0.0.1:${postgresqlPort}/${database}?sslmode=disable` },
      fromSecret("DATA_SOURCE_USER", secretName, "username"),
    ],
    image,
    imagePullPolicy: "IfNotPresent",
    // Whether the database answers is pg_up's to say: the exporter must answer then, too.
    livenessProbe: {
      failureThreshold: 6,
      httpGet: { path: "/", port: "metrics" },
      periodSeconds: 10,
      timeoutSeconds: 5,
    },
    name: "exporter",
    ports: [{ containerPort: exporterPort, name: "metrics", protocol: "TCP" }],
    readinessProbe: { httpGet: { path: "/", port: "metrics" }, periodSeconds: 10, timeoutSeconds: 5 },
    resources: resourceRequirements(resources),
    securityContext: restrictedContainer("read-only"),
  };
}
