/** Parts of an environment that rules treat in their own ways. */
export const roles = ["master", "worker", "api", "alert", "registry", "database", "object-store"] as const;
export type Role = (typeof roles)[number];

export const serverRoles = ["master", "worker", "api", "alert"] as const;
export type ServerRole = (typeof serverRoles)[number];

export const isServer = (role: Role | undefined): role is ServerRole => serverRoles.some((server) => server === role);

const registryKinds = /zookeeper|etcd/;

/** Labels that tell a role. */
export const roleLabels = [
  "app.kubernetes.io/component",
  "app.kubernetes.io/name",
  "app.kubernetes.io/part-of",
] as const;

/** What is plainly readable of an object and tells its role. */
export interface Signs {
  readonly labels: Readonly<Record<string, unknown>>;
  readonly name: string;
  readonly images: readonly string[];
}

/**
 * The role of a workload, by its component label or the end of its name, and only when something else says that it is
 * of a DolphinScheduler: "worker" and "api" are common words.
 */
export function roleOf({ labels, name, images }: Signs): Role | undefined {
  const component = labels["app.kubernetes.io/component"];
  const program = String(labels["app.kubernetes.io/name"] ?? "");
  const role = roles.find((known) => known === component) ?? serverRoles.find((known) => name.endsWith(`-${known}`));
  const ours =
    labels["app.kubernetes.io/part-of"] === "dolphinscheduler" ||
    [name, program, ...images].some((text) => text.includes("dolphinscheduler"));
  if (ours && role) return role;
  return registryKinds.test(program) || images.some((image) => registryKinds.test(image)) ? "registry" : undefined;
}

/** The server that a scaler is for, by the name of its target. */
export function targetRole(target: string, ours: boolean): ServerRole | undefined {
  return ours ? serverRoles.find((role) => target === role || target.endsWith(`-${role}`)) : undefined;
}
