import { array, at, type JsonObject, object, text } from "../../../../stacks/check/kubernetes/json.ts";
import { nameOf, namespaceOf } from "../../../../stacks/check/kubernetes/objects.ts";
import { ApiError, UnreachableError } from "../errors.ts";
import { pause } from "../patience.ts";
import { type Progress, READY, waiting } from "./conditions.ts";
import type { Waiting } from "./index.ts";

/**
 * A Service is ready when it has its address and none of the pods it selects is unready.
 *
 * As with the official plugin, one whose pods do not exist yet is ready too; that plugin finds out by ten quiet
 * seconds, this one by the first EndpointSlice.
 */
export function serviceProgress(live: JsonObject, slices: JsonObject[]): Progress {
  if (awaitsAddress(live)) return waiting("waiting for a load balancer's address");
  if (!routesToPods(live)) return READY;
  if (slices.length === 0) return waiting("waiting for the endpoints controller to see the Service");
  const endpoints = slices.flatMap((slice) => array(slice["endpoints"]));
  const ready = endpoints.filter((endpoint) => at(endpoint, "conditions", "ready") !== false).length;
  return ready === endpoints.length ? READY : waiting(`${ready}/${endpoints.length} endpoints ready`);
}

function awaitsAddress(live: JsonObject): boolean {
  if (text(at(live, "spec", "type")) !== "LoadBalancer") return false;
  return array(at(live, "status", "loadBalancer", "ingress")).length === 0;
}

/** Headless Services, external names and those without a selector are not waited for. */
function routesToPods(live: JsonObject): boolean {
  const spec = object(live["spec"]);
  const selector = Object.keys(object(spec["selector"]));
  return spec["type"] !== "ExternalName" && spec["clusterIP"] !== "None" && selector.length > 0;
}

/** Looks at a Service's endpoints until they are as they should be; they live in objects of their own. */
export async function serviceLook(live: JsonObject, task: Waiting, signal: AbortSignal): Promise<Progress> {
  const path = `/apis/discovery.k8s.io/v1/namespaces/${namespaceOf(live)}/endpointslices`;
  const query = { labelSelector: `kubernetes.io/service-name=${nameOf(live)}` };
  for (;;) {
    if (awaitsAddress(live) || !routesToPods(live)) return serviceProgress(live, []);
    const list = await task.client.request({ method: "GET", path, query, signal }, task.patience);
    const progress = serviceProgress(live, array(list["items"]).map(object));
    if (progress.done) return progress;
    task.log.status(progress.status);
    const resourceVersion = text(at(list, "metadata", "resourceVersion"));
    await firstChange(task.client.watch(path, { ...query, resourceVersion }, signal), signal);
  }
}

async function firstChange(events: AsyncGenerator<JsonObject>, signal: AbortSignal): Promise<void> {
  try {
    await events.next();
    await events.return(undefined);
  } catch (error) {
    // The next look asks again, with patience.
    if (!(error instanceof UnreachableError) && !(error instanceof ApiError)) throw error;
    await pause(200, signal);
  }
}
