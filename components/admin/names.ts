import type { AdminSpec } from "./types.ts";

/** Name of the Secret with the administrator's login. */
export const adminSecretName = (instance: string, { secretName }: Pick<AdminSpec, "secretName">): string =>
  secretName ?? `${instance}-admin`;

/** Name of the Secret with the salt of stored data source passwords, known before it is made. */
export const saltSecretName = (instance: string): string => `${instance}-datasource-salt`;
