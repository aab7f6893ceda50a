import { run } from "./process.ts";

const jest = ["node_modules/jest/bin/jest.js", "--selectProjects", "engine", "--testPathPatterns", "golden"];
process.exitCode = await run("node", jest, { DOLPHINPOD_UPDATE_GOLDEN: "1" });
if (process.exitCode === 0) console.log("test/golden is up to date. Read the difference: git diff test/golden");
