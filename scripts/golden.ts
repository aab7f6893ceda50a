import { run } from "./process.ts";

/** `npm run golden`, or `npm run golden -- <stack>...` for some of them. */
const stacks = process.argv.length > 2 ? process.argv.slice(2) : ["dev", "full", "prod"];
const jest = ["node_modules/jest/bin/jest.js", "--selectProjects", "engine", "--testPathPatterns", "golden"];
process.exitCode = await run("node", jest, { DOLPHINPOD_UPDATE_GOLDEN: stacks.join(",") });
if (process.exitCode === 0) console.log("test/golden is up to date. Read the difference: git diff test/golden");
