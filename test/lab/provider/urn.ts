/** The parts of a resource's URN that a provider acts on. */
export interface Urn {
  /** Type token: "kubernetes:apps/v1:StatefulSet". */
  type: string;
  /** Package of the type: "kubernetes". */
  package: string;
  name: string;
}

export function parseUrn(urn: string): Urn {
  const [, , types = "", ...name] = urn.split("::");
  const type = types.split("$").at(-1) ?? "";
  return { type, package: type.split(":")[0] ?? "", name: name.join("::") };
}
