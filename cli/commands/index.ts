import type { Command } from "../command.ts";

/** A command before its file is loaded. */
export interface Entry {
  /** Name and positionals as yargs writes them: `check [stack]`. */
  readonly words: string;
  readonly name: string;
  readonly positionals: readonly string[];
  readonly about: string;
  readonly load: () => Promise<{ readonly command: Command }>;
}

function entry(words: string, about: string, load: Entry["load"]): Entry {
  const [name = "", ...positionals] = words.replace(/[^a-z -]/g, "").split(" ");
  return { words, name, positionals, about, load };
}

/** Every command, in the order of `dolphinpod --help`. */
export const commands: readonly Entry[] = [
  entry("init [stack]", "asks a few questions and writes a stack file", () => import("./init.ts")),
  entry("config [stack]", "every value of a stack and where it is from", () => import("./config.ts")),
  entry("check [stack]", "every object, warning and policy finding, without a cluster", () => import("./check.ts")),
  entry("doctor [stack]", "what is in the way of an update, and how to mend it", () => import("./doctor.ts")),
  entry("render [stack]", "the environment as a folder for Argo CD", () => import("./render.ts")),
  entry("images [stack]", "every image and which have no digest", () => import("./images.ts")),
  entry("policy [files..]", "what policies say of manifests, previews and exports", () => import("./policy.ts")),
  entry("policy-change", "what policies say of the way to a new state", () => import("./policy-change.ts")),
  entry("preview [stack]", "pulumi preview; with its plan and policies as files", () => import("./preview.ts")),
  entry("up [stack]", "pulumi up", () => import("./up.ts")),
  entry("apply [stack]", "exactly the reviewed plan, or nothing", () => import("./apply.ts")),
  entry("health [stack]", "waits until an environment serves", () => import("./health.ts")),
  entry("rollback [stack]", "back to the last good commit; shows it first", () => import("./rollback.ts")),
  entry("drift [stack]", "what was changed by hand, and by whom", () => import("./drift.ts")),
  entry("move [stack]", "a running scheduler to a Helm release, or back", () => import("./move.ts")),
  entry("teardown [stack]", "says what goes and what stays, and destroys a stack", () => import("./teardown.ts")),
  entry("affected", "the stacks that changes touch", () => import("./affected.ts")),
  entry("comment [previews..]", "one comment about previews, in Markdown", () => import("./comment.ts")),
  entry("note <file>", "keeps a comment or an issue on GitHub up to date", () => import("./note.ts")),
  entry("pulumi [words..]", "Pulumi's CLI, with your login or in the lab", () => import("./pulumi.ts")),
  entry("diagram [stack]", "a picture of what runs and who calls whom", () => import("./diagram.ts")),
  entry("completion <shell>", "a script that makes bash or zsh complete words", () => import("./completion.ts")),
];
