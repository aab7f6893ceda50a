import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type RenderedObject, renderSpec } from "../../stacks/check/index.ts";
import { surroundings } from "../../stacks/check/surroundings.ts";
import { resolveOrThrow } from "../../stacks/config/index.ts";
import { fromStackFile } from "../../stacks/config/stack-file.ts";
import { projectRoot } from "../lab/paths.ts";

/** A Kubernetes object as the program would send it; values that only an update knows are texts in brackets. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly spec?: unknown;
  readonly data?: unknown;
}

/** The Kubernetes objects of a stack file, by its path in the repository or its text. */
export async function renderedManifests(file: string): Promise<readonly Manifest[]> {
  const text = file.includes("\n") ? file : readFileSync(join(projectRoot(), file), "utf8");
  const loaded = fromStackFile(text);
  if (!loaded.ok) throw new Error(`${file}: the stack file cannot be read`);
  const { spec } = resolveOrThrow(loaded.input);
  return (await renderSpec(spec, await surroundings(spec))).flatMap(manifestOf);
}

/** A patch that creates what it names (a namespace or a Secret that stays) is an object like others. */
function manifestOf({ inputs, type }: RenderedObject): readonly Manifest[] {
  const { apiVersion, kind, metadata } = inputs as Partial<Manifest>;
  const isManifest = type.startsWith("kubernetes:") && apiVersion && kind && metadata;
  return isManifest ? [inputs as unknown as Manifest] : [];
}

/** The API group of an object: "keda.sh"; empty for Kubernetes' first kinds. */
export function groupOf({ apiVersion }: Manifest): string {
  return apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
}
