import { join } from "node:path";
import { ensureBuilt } from "./build.ts";
import type { Tool } from "./list.ts";
import type { Log } from "./progress.ts";

/** A checker of GitHub workflows: their keys, expressions, contexts and the inputs of well-known actions. */
export const actionlint: Tool = {
  name: "actionlint",
  module: "github.com/rhysd/actionlint",
  version: "v1.7.12",
  packages: ["github.com/rhysd/actionlint/cmd/actionlint"],
  go: "1.25.0",
  expected: 30,
};

/** Path of the actionlint binary. */
export async function actionlintBinary(log: Log): Promise<string> {
  return join(await ensureBuilt(actionlint, log), "actionlint");
}
