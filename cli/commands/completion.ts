import type { Argv } from "yargs";
import { type Common, define } from "../command.ts";
import { type Outcome, success } from "../outcome.ts";
import { completionScript, shells } from "../shells.ts";

interface Options {
  readonly shell: (typeof shells)[number];
}

/** The script that makes a shell complete commands, options and stacks. */
export function completion({ shell }: Options): Outcome {
  return success(completionScript(shell));
}

export const command = define({
  examples: [
    ["completion bash >> ~/.bashrc", "from the next shell on"],
    ["completion zsh >> ~/.zshrc", "the same, after compinit"],
  ],
  json: "`output`, the script",
  options: (yargs: Argv<Common>) =>
    yargs.positional("shell", { choices: shells, demandOption: true, describe: "the shell that is to complete" }),
  run: completion,
});
