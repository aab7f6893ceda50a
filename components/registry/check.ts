import { checkInstance, checkQuantity, type Problem } from "../binding/checks.ts";
import { checkMembers } from "./members.ts";
import type { RegistrySpec } from "./types.ts";

/** Everything that is wrong with the arguments of a Registry; empty when they are right. */
export function checkRegistry(instance: string, spec: RegistrySpec): Problem[] {
  if (spec.backend === "jdbc" || spec.backend === "existing") return [];
  const members = checkMembers("spec.members", spec.members);
  return [
    ...checkInstance(instance),
    ...(members === undefined ? [] : [{ propertyPath: "spec.members", reason: members }]),
    ...checkQuantity("spec.storage.size", spec.storage.size, "8Gi"),
    ...checkQuantity("spec.resources.memory.limit", spec.resources.memory.limit, "1Gi"),
  ];
}
