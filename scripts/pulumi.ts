import { Lab } from "../test/lab/index.ts";
import { reportFailure } from "./start/failure.ts";

/** The real CLI with any arguments, in the lab's environment. */
try {
  const { code } = await new Lab().pulumi(process.argv.slice(2), { stdio: "inherit" });
  process.exitCode = code;
} catch (error) {
  reportFailure(error);
}
