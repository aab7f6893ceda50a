/** Name of the Secret that is handed on, whatever is behind it. */
export const registrySecretName = (instance: string): string => `${instance}-registry`;
