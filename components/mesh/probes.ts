import { change, field, isObject, type KubernetesObject, list } from "../kubernetes/object.ts";

const probeNames = ["livenessProbe", "readinessProbe", "startupProbe"] as const;

/**
 * Probes that ask the container and not its proxy. A proxy takes every connection before it looks whether somebody
 * listens behind it, so a probe that only connects would never fail: it is run inside the container instead. Probes by
 * HTTP are passed on, and their answer is the application's.
 */
export function honestProbes(pod: KubernetesObject): KubernetesObject {
  if (!Array.isArray(pod["containers"])) return pod;
  return { ...pod, containers: list(pod, "containers").map((it) => (isObject(it) ? honest(it) : it)) };
}

const honest = (container: KubernetesObject) =>
  probeNames.reduce(
    (current, name) => (connects(current[name]) ? change(current, name, insideOut) : current),
    container,
  );

const connects = (probe: unknown): boolean => isObject(probe) && isObject(probe["tcpSocket"]);

/** By bash alone, which the servers' images have. */
function insideOut(probe: KubernetesObject): KubernetesObject {
  const { tcpSocket: _, ...rest } = probe;
  const port = String(field(probe, "tcpSocket")["port"]);
  return { ...rest, exec: { command: ["/bin/bash", "-c", `< /dev/tcp/127.0.0.1/${port}`] } };
}
