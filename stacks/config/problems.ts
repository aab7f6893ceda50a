/** One thing that is wrong with a configuration, or that deserves a warning. */
export interface Problem {
  /** Where: "worker.replicas". */
  readonly path: string;
  /** What was found there, in words; never a value that may be a secret. */
  readonly received: string;
  readonly allowed: string;
  /** What to do about it. */
  readonly fix: string;
}

/** Words in keys of secrets; the short ones alone or last: DB_PASS, MYSQL_PWD, GH_PAT, but not PASS_THROUGH or compass. */
const secretKeys: readonly RegExp[] = [
  /passw|passphrase|secret|token|credential|private.?key|access.?key|api.?key/i,
  /(^|[^a-z])(pass|pwd|pat)$/i,
  /[a-z](Pass|Pwd|Pat)$/,
  /webhook(.?url)?$/i,
];
const secretText = /passw|secret|token/i;

/** Forms of credentials in any text. */
const credentials: readonly RegExp[] = [
  // In a URL, in PEM, or as `password=...`.
  /:\/\/[^/\s]*:[^/\s]*@|-----BEGIN|(passw\w*|secret|token)["']?\s*[=:]\s*\S/i,
  // Tokens that say whose they are: GitHub, GitLab, AWS, Slack, a JSON web token.
  /\b(gh[opsur]_\w{16}|github_pat_\w{16}|glpat-[\w-]{16}|(AKIA|ASIA)[A-Z0-9]{16}|xox[a-z]-[\w-]{8}|eyJ[\w-]{8,}\.eyJ)/,
  /hooks\.slack\.com\/(services|workflows)\//,
  // Of a header, and not "basic authentication": base64 has a digit, a sign at its end, or both cases in one word.
  /\b([Bb]asic|[Bb]earer) (?=\S*([\d=]|[a-z][A-Z]))[\w+/.~-]{8,}/,
];

/** Whether a value under this key is likely to be a secret; even where a name is asked for, people paste the secret. */
export function looksSecret(key: string): boolean {
  return secretKeys.some((pattern) => pattern.test(key));
}

/** Whether a text carries credentials, whatever its key is called. */
export function holdsSecret(text: string): boolean {
  return credentials.some((pattern) => pattern.test(text));
}

/** Whether a value must not be shown, whole or in part. */
export function isHidden(path: readonly PropertyKey[], value: unknown): boolean {
  return (
    typeof value === "string" &&
    (secretText.test(value) || holdsSecret(value) || path.some((key) => looksSecret(String(key))))
  );
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value in words, short, and hidden when it may be a secret. */
export function describe(path: readonly PropertyKey[], value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null || typeof value === "boolean" || typeof value === "number") return String(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isRecord(value)) return describeKeys(Object.keys(value));
  if (typeof value !== "string") return `a ${typeof value}`;
  if (isHidden(path, value)) return "a text (hidden, it may be a secret)";
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value);
}

function describeKeys(keys: string[]): string {
  if (keys.length === 0) return "an empty object";
  return `an object with ${keys.slice(0, 5).join(", ")}${keys.length > 5 ? ", ..." : ""}`;
}

/** All problems as a text for a terminal. */
export function render(problems: readonly Problem[], title: string): string {
  const blocks = problems.map(({ path, received, allowed, fix }) =>
    [path, `  received  ${received}`, `  allowed   ${allowed}`, `  fix       ${fix}`].join("\n"),
  );
  return [title, ...blocks].join("\n\n");
}

/** "1 problem", "2 problems". */
export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
