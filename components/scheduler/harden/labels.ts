import { change, type KubernetesObject } from "../../kubernetes/object.ts";
import { bindingRevisions } from "../bindings.ts";
import { logConfigurationOf } from "../logs.ts";
import type { SchedulerSpec, ServerName } from "../types.ts";
import { configurationChecksum, sha256 } from "../values.ts";
import { type Context, serverObjectName } from "./context.ts";

/** The chart's selector of a server's pods. It is immutable, so nothing is ever added to it. */
export function labelsOf(spec: SchedulerSpec, server: ServerName): Record<string, string> {
  return {
    "app.kubernetes.io/component": server,
    "app.kubernetes.io/instance": spec.name,
    "app.kubernetes.io/managed-by": "Helm",
    "app.kubernetes.io/name": serverObjectName(spec, server),
  };
}

/** Labels of an object itself: what it is part of, and of which version. */
export function labelled(
  object: KubernetesObject,
  spec: SchedulerSpec,
  server: ServerName | undefined,
): KubernetesObject {
  return change(object, "metadata", (metadata) =>
    change(metadata, "labels", (labels) => ({
      ...labels,
      "app.kubernetes.io/part-of": "dolphinscheduler",
      "app.kubernetes.io/version": spec.version,
      ...(server === undefined ? {} : { "app.kubernetes.io/component": server }),
    })),
  );
}

/**
 * Labels and annotations of pods. The checksum restarts pods when a ConfigMap they read at start changes: files mounted
 * by subPath never do. A binding's revision restarts them when its Secret does.
 */
export function templateMetadata(template: KubernetesObject, { spec, server, settings }: Context): KubernetesObject {
  const logConfiguration = logConfigurationOf(spec, server);
  return change(template, "metadata", (metadata) => {
    const annotated = change(metadata, "annotations", (annotations) => ({
      ...annotations,
      ...settings.podAnnotations,
      ...bindingRevisions(spec, server),
      "checksum/config": configurationChecksum(spec),
      ...(logConfiguration === undefined ? {} : { "checksum/logs": sha256(logConfiguration) }),
    }));
    return change(annotated, "labels", (labels) => ({
      ...labels,
      ...settings.podLabels,
      "app.kubernetes.io/part-of": "dolphinscheduler",
      "app.kubernetes.io/version": spec.version,
      ...labelsOf(spec, server),
    }));
  });
}
