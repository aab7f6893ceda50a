/** A configuration that must be refused: at which path, and with which way out. */
export interface BadInput {
  readonly says: string;
  readonly input: Record<string, unknown>;
  readonly path: string;
  readonly fix: RegExp;
}

export const dev = { class: "dev" };

/** The least that class prod accepts. */
export const prod = {
  class: "prod",
  cluster: { context: "prod-eu" },
  database: { backend: "existing", secretName: "postgres" },
  objectStore: { backend: "existing", secretName: "s3" },
};

export function bad(says: string, input: Record<string, unknown>, path: string, fix: RegExp): BadInput {
  return { says, input, path, fix };
}
