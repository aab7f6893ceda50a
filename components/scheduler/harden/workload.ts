import { change, type KubernetesObject } from "../../kubernetes/object.ts";
import { all, type Context, onTemplate } from "./context.ts";
import { environment } from "./environment.ts";
import { images } from "./images.ts";
import { templateMetadata } from "./labels.ts";
import { lifecycle } from "./lifecycle.ts";
import { logs } from "./logs.ts";
import { placement } from "./placement.ts";
import { plugins } from "./plugins.ts";
import { probes } from "./probes.ts";
import { replicas } from "./replicas.ts";
import { resources } from "./resources.ts";
import { deploymentRollout, statefulSetRollout } from "./rollout.ts";
import { security } from "./security.ts";
import { ports } from "./services.ts";
import { claims, volumes } from "./volumes.ts";

const podRules = all(
  environment,
  images,
  lifecycle,
  placement,
  ports,
  probes,
  resources,
  security,
  volumes,
  plugins,
  logs,
);

/** A Deployment of a server. */
export const deployment = (object: KubernetesObject, context: Context): KubernetesObject =>
  replicas(deploymentRollout(template(object, context), context), context);

/** A StatefulSet of a server. */
export const statefulSet = (object: KubernetesObject, context: Context): KubernetesObject =>
  replicas(claims(statefulSetRollout(template(object, context), context), context), context);

const template = (object: KubernetesObject, context: Context) =>
  onTemplate(object, (pod) => change(templateMetadata(pod, context), "spec", (podSpec) => podRules(podSpec, context)));
