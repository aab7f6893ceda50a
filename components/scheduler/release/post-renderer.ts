#!/usr/bin/env node
import { existsSync, realpathSync } from "node:fs";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { postRendered } from "./post-render.ts";

/** This file, which Helm runs as the post-renderer: manifests come in and go out, or a reason and an exit code of 1. */
export const postRendererPath = fileURLToPath(import.meta.url);

/** Manifests as they leave the post-renderer. */
export async function postRender(manifests: string): Promise<string> {
  const { formatManifests, parseManifests } = await import("./manifests.ts");
  return formatManifests(await postRendered(parseManifests(manifests)));
}

async function main(): Promise<void> {
  process.stdout.write(await postRender(await text(process.stdin)));
}

const [, started = ""] = process.argv;
if (existsSync(started) && realpathSync(started) === postRendererPath) {
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  });
}
