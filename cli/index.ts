#!/usr/bin/env node
import { createRequire } from "node:module";

createRequire(import.meta.url)("../bin/compile-cache.cjs");
const [{ main }, { show }] = await Promise.all([import("./main.ts"), import("./show.ts")]);
const { json, outcome } = await main(process.argv.slice(2), process.cwd());
process.exitCode = show(outcome, json);
