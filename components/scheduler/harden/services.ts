import { change, changeList, type KubernetesObject, nameOf } from "../../kubernetes/object.ts";
import { notAwaited } from "./awaited.ts";
import { type Context, onContainer } from "./context.ts";

/** The port of the Python gateway, which has a well-known token and is switched off. */
const gatewayPort = "python-api-port";

const withoutGateway = (ports: readonly unknown[]) => ports.filter((port) => nameOf(port) !== gatewayPort);

/** Ports of the server's container. */
export const ports = onContainer((container) => changeList(container, "ports", withoutGateway));

/**
 * Services of the servers. Their workloads are awaited, so waiting for endpoints again would only cost time: the
 * Kubernetes plugin waits a fixed 10 seconds on each.
 */
export function service(object: KubernetesObject, { server }: Pick<Context, "server">): KubernetesObject {
  return change(change(object, "metadata", notAwaited), "spec", (spec) => ({
    ...changeList(spec, "ports", withoutGateway),
    // Masters and workers register by name before they are ready, and are called at once.
    ...(server === "master" || server === "worker" ? { publishNotReadyAddresses: true } : {}),
  }));
}
