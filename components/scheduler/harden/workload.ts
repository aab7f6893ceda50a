import { all, type Context, onTemplate } from "./context.ts";
import { environment } from "./environment.ts";
import { images } from "./images.ts";
import { templateMetadata } from "./labels.ts";
import { lifecycle } from "./lifecycle.ts";
import { change, type KubernetesObject } from "./object.ts";
import { placement } from "./placement.ts";
import { plugins } from "./plugins.ts";
import { probes } from "./probes.ts";
import { resources } from "./resources.ts";
import { deploymentRollout, statefulSetRollout } from "./rollout.ts";
import { security } from "./security.ts";
import { ports } from "./services.ts";
import { claims, volumes } from "./volumes.ts";

const podRules = all(environment, images, lifecycle, placement, ports, probes, resources, security, volumes, plugins);

/** A Deployment of a server. */
export const deployment = (object: KubernetesObject, context: Context): KubernetesObject =>
  deploymentRollout(template(object, context), context);

/** A StatefulSet of a server. */
export const statefulSet = (object: KubernetesObject, context: Context): KubernetesObject =>
  claims(statefulSetRollout(template(object, context)), context);

const template = (object: KubernetesObject, context: Context) =>
  onTemplate(object, (pod) => change(templateMetadata(pod, context), "spec", (podSpec) => podRules(podSpec, context)));
