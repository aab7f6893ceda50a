import { Field, Trace, unknownText } from "./field.ts";
import { kubernetesType, type PolicyObject } from "./object.ts";

/** A release of which objects are made. */
export interface Chart {
  readonly object: PolicyObject;
  readonly values: Field;
  readonly namespace: Field;
  /** Of the release: everything that the chart makes begins with it. */
  readonly name: string;
}

/** Rules read these fields through the trace of their own run. */
export const untraced = new Trace();

/** An object, without what all of a release have. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  /** What its name ends with. */
  readonly suffix: string;
  readonly metadata?: object;
  readonly rest: object;
}

export function manifest({ object, name, namespace }: Chart, { apiVersion, kind, suffix, metadata, rest }: Manifest) {
  return {
    madeBy: object,
    name: object.name,
    properties: { metadata: { name: `${name}-${suffix}`, namespace, ...metadata }, ...rest },
    protect: false,
    type: kubernetesType(apiVersion, kind),
  };
}

export const labels = (name: string, component: string) => ({
  "app.kubernetes.io/component": component,
  "app.kubernetes.io/instance": name,
  "app.kubernetes.io/part-of": "dolphinscheduler",
});

/** What holds where the values say nothing. */
export const orDefault = (at: Field, value: unknown) => (at.absent ? new Field(value, untraced, at.path) : at);

/** A text that the chart puts together; `at` is where it is found. */
export function composed(at: Field, parts: readonly Field[], write: (...texts: readonly string[]) => string): Field {
  const isUnknown = parts.some(({ unknown }) => unknown);
  const isSecret = parts.some(({ secret }) => secret);
  const text = isUnknown ? unknownText : write(...parts.map(({ value }) => String(value ?? "")));
  return new Field(text, untraced, at.path, isSecret);
}
