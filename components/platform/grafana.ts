import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { dataSecret } from "../binding/secret.ts";
import { labels } from "../kubernetes/labels.ts";
import { grafanaAdmin } from "./values.ts";

/**
 * What Grafana's pod must find: a namespace, and a login of its own in place of the one that everybody knows
 * (chart 77 has `prom-operator`).
 */
export function grafanaLogin(
  name: string,
  namespace: string,
  child: pulumi.CustomResourceOptions,
): readonly pulumi.Resource[] {
  const own = labels({ component: "monitoring", instance: name, name: "kube-prometheus-stack" });
  // The node exporter reads its node's processes, network and disks.
  const security = { "pod-security.kubernetes.io/enforce": "privileged" };
  const made = new kubernetes.core.v1.Namespace(
    `${name}-namespace`,
    { metadata: { labels: { ...own, ...security }, name: namespace } },
    child,
  );
  const password = new random.RandomPassword(`${name}-grafana-password`, { length: 32, special: false }, child);
  const secret = dataSecret(
    `${name}-grafana`,
    {
      deletion: "delete",
      labels: own,
      name: grafanaAdmin.secretName,
      namespace,
      type: "Opaque",
      values: { [grafanaAdmin.passwordKey]: password.result, [grafanaAdmin.userKey]: "admin" },
    },
    pulumi.mergeOptions(child, { dependsOn: [made] }),
  );
  return [made, secret];
}
