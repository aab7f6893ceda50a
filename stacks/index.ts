import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { chartArchive } from "./chart.ts";
import { fromPulumi, render, resolveOrThrow } from "./config/index.ts";
import { environment } from "./environment.ts";
import { placeChart } from "./place-chart.ts";

const secretKeys = JSON.parse(process.env["PULUMI_CONFIG_SECRET_KEYS"] ?? "[]") as string[];
const config = pulumi.runtime.allConfig();
const { spec, warnings } = resolveOrThrow(fromPulumi(config, secretKeys));
if (warnings.length > 0) await pulumi.log.warn(render(warnings, "The configuration works, and:"));

// Loaded only where a stack file names them: programs without guards start sooner.
if (config["policies:guards"] !== undefined) {
  const { attachGuards } = await import("../policies/change/attach.ts");
  attachGuards(new Map(Object.entries(config)), new Date());
}

const archive = await chartArchive(spec.chart);
const chart = spec.scheduler.delivery === "release" ? placeChart(archive) : archive;
const { context } = spec.cluster;
const provider = new kubernetes.Provider("cluster", {
  ...(context === undefined ? {} : { context }),
  // Changed in place: a replacement would take the name away from running pods, and a retained Secret is not to go.
  enableConfigMapMutable: true,
  // What the stack says wins over an edit by hand, and over a scaler that has to give its number back.
  enablePatchForce: true,
  enableSecretMutable: true,
});

export const outputs = await environment(spec, chart, provider);
