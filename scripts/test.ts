import { closingLine, jest, type Tally } from "./jest.ts";
import { run } from "./process.ts";

// Every level runs even when an earlier one failed: one run shows all there is to mend.
const lint = await run("node", ["scripts/lint.ts"]);
const tallies: Tally[] = [
  { passed: lint === 0 ? 1 : 0, failed: lint === 0 ? 0 : 1, skipped: 0 },
  await jest("unit"),
  await jest("engine"),
];
if (lint !== 0) console.error("Types, lint or format: see above; `npm run format` mends what can be mended by itself.");
console.log(closingLine(tallies));
process.exitCode = tallies.every((tally) => tally.failed === 0) ? 0 : 1;
