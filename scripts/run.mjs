/** What every npm script runs: scripts/<command>.ts, or else the command of that name of the one CLI. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { launch, root } from "../bin/launch.mjs";

const [command = "", ...args] = process.argv.slice(2);
const script = join(root, "scripts", `${command}.ts`);
if (/^[a-z-]+$/.test(command) && existsSync(script)) launch(script, args, root);
else launch(join(root, "cli/index.ts"), process.argv.slice(2), root);
