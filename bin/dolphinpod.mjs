#!/usr/bin/env node
/** `npx dolphinpod` in the repository. The package has the compiled cli/index.js in its place. */
import { join } from "node:path";
import { launch, root } from "./launch.mjs";

launch(join(root, "cli/index.ts"), process.argv.slice(2), process.cwd());
