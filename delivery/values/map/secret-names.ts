/** Secrets that a person makes, by what they are for. None of these names is one that is made with an environment. */
export const secretNames = {
  database: "existing-database",
  objectStore: "existing-object-store",
  registry: "existing-registry",
  login: "existing-login",
  salt: "existing-salt",
} as const;
