import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { projectRoot } from "../lab/paths.ts";
import { actionlintBinary } from "../lab/tools/actionlint.ts";
import { toStderr } from "../lab/tools/progress.ts";

test("actionlint has nothing to say about the workflows", async () => {
  const binary = await actionlintBinary(toStderr);
  // Its checks of shell and Python scripts depend on what is installed.
  const args = ["-no-color", "-shellcheck=", "-pyflakes="];
  const said = await promisify(execFile)(binary, args, { cwd: projectRoot() }).catch((error: unknown) => error);
  expect(said).toEqual({ stdout: "", stderr: "" });
});
