/** Asks a person. Questions go to standard error: standard output is for the answer of the command. */
export interface Ask {
  readonly text: (question: Text) => Promise<string>;
  readonly choose: (message: string, choices: readonly string[]) => Promise<string>;
  readonly confirm: (message: string) => Promise<boolean>;
}

export interface Text {
  readonly message: string;
  readonly suggestion: string | undefined;
  /** True, or what is wrong. */
  readonly validate: (answer: string) => true | string;
}

/** Undefined where there is nobody to ask. */
export function atTerminal(): Ask | undefined {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  const prompts = () => import("@inquirer/prompts");
  const where = { output: process.stderr };
  return {
    text: async ({ message, suggestion, validate }) => {
      const { input } = await prompts();
      return input({ message, validate, ...(suggestion === undefined ? {} : { default: suggestion }) }, where);
    },
    choose: async (message, choices) => {
      const { select } = await prompts();
      return select({ message, choices: choices.map((value) => ({ value })) }, where);
    },
    confirm: async (message) => (await prompts()).confirm({ message, default: false }, where),
  };
}
