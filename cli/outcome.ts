/** What a command says and how it ends. */
export interface Outcome {
  readonly exitCode: ExitCode;
  /** For a person, on standard output. */
  readonly output: string;
  /** For a person, on standard error: what went wrong, and warnings. */
  readonly errors: string;
  /** What `--json` prints in place of `output`. Left out, it is `{"output": ..., "errors": ...}` as far as there is any. */
  readonly data?: unknown;
}

/** How commands end; docs/cli.md is made from it. */
export const exitCodes = {
  0: "done, and nothing to object to",
  1: "it failed, or it found something: a finding that stops, an environment that does not serve",
  2: "drift alone: something has drifted",
  64: "it was not called the way it is used, and did nothing",
} as const;

export type ExitCode = keyof typeof exitCodes;

export function success(output: string, data?: unknown): Outcome {
  return { exitCode: 0, output, errors: "", ...(data === undefined ? {} : { data }) };
}

export function failure(errors: string): Outcome {
  return { exitCode: 1, output: "", errors };
}

/** The words make no sense; what would make some is said, and nothing was done. */
export function misuse(errors: string): Outcome {
  return { exitCode: 64, output: "", errors };
}
