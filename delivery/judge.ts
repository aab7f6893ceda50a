import { situation } from "../policies/command.ts";
import { judge, type Report } from "../policies/core/judge.ts";
import { rules } from "../policies/rules/index.ts";
import type { RenderedObject } from "../stacks/check/index.ts";

/** What every rule says about the objects of a stack, with the exemptions and parameters of its file in the folder. */
export function judgeObjects(objects: readonly RenderedObject[], stack: string, folder: string): Report {
  const resources = objects.map(({ inputs, name, protect, type, urn }) => ({
    name,
    properties: inputs,
    protect,
    type,
    urn,
  }));
  return judge(resources, rules, situation({ stack }, folder).settings);
}
