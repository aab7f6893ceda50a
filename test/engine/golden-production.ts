import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as kubernetes from "@pulumi/kubernetes";
import { renderWith } from "../../stacks/check/charts.ts";
import { type RenderedObject, renderSpec } from "../../stacks/check/index.ts";
import { answerFor } from "../../stacks/check/outputs.ts";
import { record } from "../../stacks/check/record.ts";
import { findHelm } from "../../stacks/check/surroundings.ts";
import { resolveOrThrow } from "../../stacks/config/index.ts";
import { fromStackFile } from "../../stacks/config/stack-file.ts";
import { environment } from "../../stacks/environment.ts";
import { projectRoot } from "../lab/paths.ts";
import type { Planted } from "./leaks.ts";
import type { Preview } from "./workspace.ts";

/**
 * The example of production, those of its resources that are in AWS included. No engine could plan it without an
 * account, so the check's stand-in for the providers answers, and the contract chart stands for the upstream one.
 */
export interface Production {
  /** Every resource, secrets masked. */
  readonly objects: readonly RenderedObject[];
  /** The same as it went to the engine, in JSON: secrets are marked and not hidden. */
  readonly sent: string;
  /** Every secret value that a provider would have answered. */
  readonly planted: readonly Planted[];
}

export async function production(): Promise<Production> {
  const loaded = fromStackFile(readFileSync(join(projectRoot(), "Pulumi.prod.yaml"), "utf8"));
  if (!loaded.ok) throw new Error("Pulumi.prod.yaml cannot be read");
  const { spec } = resolveOrThrow(loaded.input);
  const chart = join(projectRoot(), "test/fixtures/chart");
  const renderChart = renderWith(await findHelm());
  const sent = await record(() => environment(spec, chart, new kubernetes.Provider("cluster", {})), renderChart);
  const objects = await renderSpec(spec, { chart, renderChart });
  return { objects, planted: objects.flatMap(secretsOf), sent: JSON.stringify(sent.map(({ inputs }) => inputs)) };
}

function secretsOf({ inputs, name, type }: RenderedObject): Planted[] {
  if (!/:(RandomPassword|AccessKey)$/.test(type)) return [];
  const answered = JSON.stringify(answerFor(type, name, inputs).outputs);
  return [...answered.matchAll(/"value":"([^"]+)"/g)].map(([, value = ""]) => ({ path: name, value }));
}

/** The same as if an engine had planned it. */
export function asPreview(objects: readonly RenderedObject[]): Preview {
  return {
    steps: objects.map(({ inputs, protect, retainOnDelete, type, urn }) => ({
      newState: { custom: true, inputs, protect, retainOnDelete, type, urn },
      op: "create",
      urn,
    })),
  };
}
