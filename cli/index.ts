#!/usr/bin/env node
import module from "node:module";

// Compiled modules are kept from run to run, types stripped: the next start takes half the time.
module.enableCompileCache();
const [{ main }, { show }] = await Promise.all([import("./main.ts"), import("./show.ts")]);
const { json, outcome } = await main(process.argv.slice(2), process.cwd());
process.exitCode = show(outcome, json);
