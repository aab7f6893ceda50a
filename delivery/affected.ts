/** What a changed file is to the stacks. */
type Reach = "all" | "none" | { readonly stack: string };

/**
 * Files that no stack is made of: texts for people, tests, measurements, commands beside the program, CI. Images are
 * built apart; a stack takes them over when images.lock.json gets their digests.
 */
const idle: readonly RegExp[] = [
  /\.md$/,
  /^(bench|bin|cli|delivery|docs|images|scripts|test|\.github|\.ci)\//,
  /^(LICENSE|biome\.json|jest\.config\.mjs|tsconfig(\.build)?\.json|\.gitignore)$/,
];

/** A file that the stack of its name is made of: Pulumi.<stack>.yaml. */
const stackFile = /^Pulumi\.(.+)\.yaml$/;

function reachOf(path: string): Reach {
  const stack = stackFile.exec(path)?.[1];
  if (stack !== undefined) return { stack };
  if (idle.some((pattern) => pattern.test(path))) return "none";
  // Components, layers, policies, locks, the project file: what is not known to be idle counts for every stack.
  return "all";
}

/**
 * Stacks that a change touches, in the order in which they were given. What is not known touches all of them: a preview
 * too many costs minutes, one too few costs an environment.
 *
 * @param paths Changed files, as paths from the root of the repository.
 * @param stacks All stacks. One whose file was deleted is not among them.
 */
export function affectedStacks(paths: readonly string[], stacks: readonly string[]): readonly string[] {
  const reaches = paths.map(reachOf);
  if (reaches.includes("all")) return stacks;
  const named = new Set(reaches.flatMap((reach) => (typeof reach === "object" ? [reach.stack] : [])));
  return stacks.filter((stack) => named.has(stack));
}

/**
 * Whether a base says that there is none: GitHub gives forty zeros as the commit before the first push of a branch. Nobody
 * knows then what is new, so it is everything.
 */
export const isNoCommit = (base: string): boolean => /^0{40,64}$/.test(base);

/** Names that say that an environment stands before production, as words of their own: `nonprod` is one word. */
const staging = /(^|[^a-z])(stag(e|ing)?|pre-?prod(uction)?|uat)([^a-z]|$)/;

/**
 * Order in which environments get a change: those of class dev first, those of class prod last, staging last of the
 * former and first of the latter; by name where that says nothing.
 */
export function deploymentOrder(
  stacks: readonly string[],
  isProduction: (stack: string) => boolean,
): readonly string[] {
  const rank = (stack: string) => {
    const [last, isStaging] = [isProduction(stack), staging.test(stack)];
    return (last ? 2 : 0) + (isStaging === last ? 0 : 1);
  };
  return stacks.toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** Stacks whose plans are in a folder, each in one that is named plan-<stack>, as the artifacts of a run are. */
export function plannedStacks(folders: readonly string[], stacks: readonly string[]): readonly string[] {
  return stacks.filter((stack) => folders.includes(`plan-${stack}`));
}
