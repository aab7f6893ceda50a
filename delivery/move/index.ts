import { helmKnows } from "./cluster.ts";
import { type Exported, type Holder, holderOf } from "./state.ts";
import { ending, exportOf, free, leave, type MoveArgs, mark, placeOf, type Step, update, writeFile } from "./steps.ts";

export type { MoveArgs, Step } from "./steps.ts";

/** What is to be done, or why nothing is. */
export type Plan =
  | { readonly kind: "steps"; readonly about: string; readonly steps: readonly Step[] }
  | { readonly kind: "done"; readonly reason: string }
  | { readonly kind: "refused"; readonly reason: string };

/**
 * What takes a running environment from one delivery to the other. No object is made anew or deleted: each changes the
 * hands that it is in. A move that was interrupted is planned from where it stands.
 */
export async function planMove(args: MoveArgs): Promise<Plan> {
  const exported = await exportOf(args);
  const holder = holderOf(exported);
  if (exported.pending > 0) {
    return refused("An interrupted update left operations open: run `pulumi refresh`, and look what became of them.");
  }
  if (holder === undefined) {
    return refused("The stack has no scheduler yet: write `scheduler: {delivery: ...}` into its file, and run `up`.");
  }
  return args.to === "release" ? toRelease(args, exported, holder) : toObjects(args, exported, holder);
}

async function toRelease(args: MoveArgs, exported: Exported, holder: Holder): Promise<Plan> {
  const { run, spec, stack } = args;
  const rest = [
    writeFile(args),
    update(args, "Update: Helm takes the running objects into its first revision", { DOLPHINPOD_MOVE: "adopt" }),
    ...ending(args),
  ];
  switch (holder.kind) {
    case "objects":
      return begun(args, `${holder.objects.length} objects`, [
        mark(args, holder),
        leave(args, exported, holder.urns, "each of them"),
        ...rest,
      ]);
    case "nobody":
      if (!(await helmKnows(run, placeOf(args)))) return resumed(args, rest);
      return refused(`The move of ${stack} to objects was interrupted: finish it first, with --to objects.`);
    case "release": {
      const atomic = spec.scheduler.delivery === "release" && spec.scheduler.onFailure === "rollback";
      return holder.atomic === atomic ? done(`${stack} is a release already.`) : resumed(args, ending(args));
    }
  }
}

async function toObjects(args: MoveArgs, exported: Exported, holder: Holder): Promise<Plan> {
  const takeOver = { PULUMI_K8S_UPSERT_EXISTING_OBJECTS: "true" };
  const rest = [
    update(args, "Update: Pulumi takes the running objects over", takeOver),
    free(args),
    ...ending(args, "--refresh"),
  ];
  switch (holder.kind) {
    case "release":
      return begun(args, "the objects", [leave(args, exported, holder.urns, "the release"), writeFile(args), ...rest]);
    case "nobody":
      return resumed(args, [writeFile(args), ...rest]);
    case "objects":
      if (await helmKnows(args.run, placeOf(args))) return resumed(args, rest);
      return done(`${args.stack} is objects already.`);
  }
}

/** A move changes hands and nothing else, so it begins where the program and the cluster agree. */
async function begun({ run, spec, stack, to }: MoveArgs, what: string, steps: readonly Step[]): Promise<Plan> {
  const { delivery } = spec.scheduler;
  if (delivery === to) {
    return refused(
      `Pulumi.${stack}.yaml says delivery: ${to} already. Take that back: the move writes it in its turn.`,
    );
  }
  const { code } = await run("pulumi", ["preview", "--non-interactive", "--expect-no-changes", "--stack", stack]);
  if (code !== 0) {
    return refused(`${stack} is not as its file says: see \`pulumi preview\`, and bring it up to date first.`);
  }
  const about =
    `${stack} goes from ${delivery} to ${to}: ${what} of the scheduler in namespace ${spec.namespace} change hands. ` +
    "None is deleted or made anew, and no pod restarts.";
  return { kind: "steps", about, steps };
}

const resumed = ({ stack, to }: MoveArgs, steps: readonly Step[]): Plan => ({
  kind: "steps",
  about: `The move of ${stack} to ${to === "release" ? "a release" : to} was interrupted. It goes on:`,
  steps,
});

const done = (reason: string): Plan => ({ kind: "done", reason });
const refused = (reason: string): Plan => ({ kind: "refused", reason });
