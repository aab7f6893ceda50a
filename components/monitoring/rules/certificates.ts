import { certificateSeconds } from "../../registry/certificates.ts";
import { serverNames } from "../../scheduler/types.ts";
import { type Context, certificatesOf } from "../context.ts";
import type { Alert } from "./rule.ts";

const secondsOfDay = 86_400;

/** Certificates that are not renewed, and those that were and that a pod has not read. */
export function certificateAlerts(context: Context): Alert[] {
  return [...ending(context), ...unread(context)];
}

/** Without honorLabels, which is cert-manager's default, the certificate's namespace is in `exported_namespace`. */
function ends({ watched: { namespace } }: Context, names: readonly string[]): string {
  const of = (label: string) =>
    `certmanager_certificate_expiration_timestamp_seconds{name=~"${names.join("|")}", ${label}="${namespace}"}`;
  return `(${of("exported_namespace")} or ${of("namespace")})`;
}

function ending(context: Context): Alert[] {
  const names = certificatesOf(context.watched);
  if (names.length === 0) return [];
  return [
    {
      description:
        "It ends in {{ $value | humanizeDuration }} and was not renewed. Then whoever is shown it refuses: browsers the " +
        "user interface, servers and the registry each other.",
      expression: `${ends(context, names)} - time() < ${context.spec.thresholds.certificateDays} * ${secondsOfDay}`,
      for: "1h",
      name: "DolphinCertificateEnding",
      severity: "critical",
      summary: "The certificate {{ $labels.name }} ends soon.",
    },
  ];
}

/**
 * Servers and members of a ZooKeeper read their certificates when they start; etcd's members read theirs for every
 * connection. The end of a certificate of the registry says when it was issued.
 */
function unread(context: Context): Alert[] {
  const { instance, namespace, registry } = context.watched;
  if (registry?.certificates === undefined) return [];
  const { client, member } = registry.certificates;
  const readers = [
    { certificate: client, container: `${instance}-(${serverNames.join("|")})` },
    ...(registry.kind === "zookeeper" ? [{ certificate: member, container: "zookeeper" }] : []),
  ];
  const older = readers.map(({ certificate, container }) => {
    const started = `kube_pod_container_state_started{namespace="${namespace}", pod=~"${instance}-.+", container=~"${container}"}`;
    return `time() - ${started} > scalar(time() + ${certificateSeconds} - max(${ends(context, [certificate])}))`;
  });
  return [
    {
      description:
        "It started {{ $value | humanizeDuration }} ago. The registry's certificate was renewed since, and it reads that " +
        "at its start alone. The old one ends within four months.",
      expression: older.join("\nor\n"),
      // A roll-out for new certificates may take hours.
      for: "12h",
      name: "DolphinRegistryCertificateOld",
      severity: "warning",
      summary: "{{ $labels.pod }} still uses the registry's old certificate.",
    },
  ];
}
