import { closingLine, jest } from "./jest.ts";

const tally = await jest("engine", process.argv.slice(2));
console.log(closingLine([tally]));
process.exitCode = tally.failed === 0 ? 0 : 1;
