import type { Parameters } from "../../policies/core/parameters.ts";
import { manifests } from "../../policies/sources/manifests.ts";
import { judged } from "./judging.ts";

/** What one rule finds in manifests: object, place and what was there. */
export function found(rule: string, text: string, parameters: Partial<Parameters> = {}): readonly string[] {
  return judged(manifests(text, "test.yaml"), parameters)
    .findings.filter((it) => it.rule.id === rule)
    .map(({ object, path, received }) => `${object.name} ${path}: ${received}`);
}

/** Rules that could not decide in manifests, with what they could not read. */
export const undecided = (text: string): readonly string[] =>
  judged(manifests(text, "test.yaml")).notEvaluated.map(({ path, rule }) => `${rule.id} ${path}`);

interface Workload {
  readonly kind?: string;
  readonly labels?: string;
  readonly name?: string;
  /** More of the spec. */
  readonly own?: string;
  readonly pod: string;
}

/** A workload in namespace a, written in YAML's short form. */
export function workload({ kind = "Deployment", labels = "app: web", name = "web", own = "", pod }: Workload): string {
  const version = kind === "ReplicationController" ? "v1" : "apps/v1";
  const template = `template: {metadata: {labels: {${labels}}}, spec: {${pod}}}`;
  return document(version, kind, `{name: ${name}, namespace: a}`, `spec: {${own}${template}}`);
}

export const document = (version: string, kind: string, metadata: string, rest: string): string =>
  `---\napiVersion: ${version}\nkind: ${kind}\nmetadata: ${metadata}\n${rest}\n`;

export const ofWorker = "app.kubernetes.io/component: worker, app.kubernetes.io/part-of: dolphinscheduler";
export const container = 'containers: [{name: worker, image: "apache/dolphinscheduler-worker:3.2.2"';
