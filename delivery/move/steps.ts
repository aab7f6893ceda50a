import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DeliverySpec } from "../../components/scheduler/release/types.ts";
import type { EnvironmentSpec } from "../../stacks/config/index.ts";
import type { Run } from "../run.ts";
import { freeFromHelm, markForHelm, type Place } from "./cluster.ts";
import { withDelivery } from "./stack-file.ts";
import { type Exported, type Holder, holderOf, readExport, withoutResources } from "./state.ts";

export interface MoveArgs {
  readonly stack: string;
  readonly to: DeliverySpec["delivery"];
  /** What the stack file says now. */
  readonly spec: Pick<EnvironmentSpec, "cluster" | "name" | "namespace" | "scheduler">;
  /** Folder of the stack file. */
  readonly folder: string;
  readonly run: Run;
}

/** A step of a move. It may be taken twice. */
export interface Step {
  readonly title: string;
  readonly work: () => Promise<void>;
}

export function placeOf({ spec: { cluster, name, namespace } }: MoveArgs): Place {
  return { context: cluster.context, namespace, release: name };
}

export async function exportOf(args: MoveArgs): Promise<Exported> {
  return readExport(await pulumi(args, ["stack", "export"]));
}

export function mark(args: MoveArgs, { objects }: Extract<Holder, { kind: "objects" }>): Step {
  return {
    title: "Mark the objects as the release's: a label and two annotations each, with kubectl",
    work: () => markForHelm(args.run, placeOf(args), objects),
  };
}

export function free(args: MoveArgs): Step {
  return {
    title: "Take Helm's marks off the objects, and delete its records of the release, with kubectl",
    work: async () => {
      const holder = holderOf(await exportOf(args));
      if (holder?.kind !== "objects") throw new Error("The update left no objects in the state.");
      await freeFromHelm(args.run, placeOf(args), holder.objects);
    },
  };
}

/** Takes resources out of the state. Nothing happens to their objects. */
export function leave(args: MoveArgs, exported: Exported, urns: readonly string[], what: string): Step {
  return {
    title: `Take ${what} out of Pulumi's state; what it stands for goes on running`,
    work: async () => {
      const temporary = mkdtempSync(join(tmpdir(), "dolphinpod-move-"));
      try {
        const state = join(temporary, "state.json");
        writeFileSync(state, JSON.stringify(withoutResources(exported, urns)), { mode: 0o600 });
        await pulumi(args, ["stack", "import", "--file", state]);
      } finally {
        rmSync(temporary, { force: true, recursive: true });
      }
    },
  };
}

export function writeFile({ folder, stack, to }: MoveArgs): Step {
  const name = `Pulumi.${stack}.yaml`;
  return {
    title: `Write delivery: ${to} into ${name}`,
    work: async () => {
      const path = join(folder, name);
      writeFileSync(path, withDelivery(readFileSync(path, "utf8"), to));
    },
  };
}

export function update(
  args: MoveArgs,
  title: string,
  env: Readonly<Record<string, string>>,
  ...more: readonly string[]
): Step {
  return {
    title,
    work: async () => {
      await pulumi(args, ["up", "--yes", "--skip-preview", "--non-interactive", ...more], env);
    },
  };
}

/** The usual settings again, and a look that nothing is left to be done. */
export function ending(args: MoveArgs, ...more: readonly string[]): readonly Step[] {
  return [
    update(args, "Update once more, with the usual settings", {}, ...more),
    {
      title: "Preview: nothing may be left to change or delete",
      work: async () => {
        await pulumi(args, ["preview", "--non-interactive", "--expect-no-changes"]);
      },
    },
  ];
}

async function pulumi(args: MoveArgs, words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { code, stdout } = await args.run("pulumi", [...words, "--stack", args.stack], env);
  if (code === 0) return stdout;
  throw new Error(`pulumi ${words.slice(0, 2).join(" ")} failed:\n${stdout.trim().split("\n").slice(-40).join("\n")}`);
}
