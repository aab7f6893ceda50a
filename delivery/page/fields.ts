import { Field, Trace } from "../../policies/core/field.ts";
import type { PolicyObject } from "../../policies/core/object.ts";
import { isRecord } from "../../stacks/config/problems.ts";
import { type Difference, differences } from "../preview/difference.ts";
import type { ResourceChange } from "../preview/document.ts";

/** Fields that change; of what is made or deleted each single field, because all of them are new, or gone. */
export function fieldsOf({ after, before, operation, told }: ResourceChange): readonly Difference[] {
  if (operation === "create" && after) return differences(hollow(after), after);
  if (operation === "delete" && before) return differences(before, hollow(before));
  return before && after ? differences(before, after, told.changed) : [];
}

/** The same object with its lists and objects and without their values: what differs from it is every single value. */
function hollow(object: PolicyObject): PolicyObject {
  return { ...object, properties: emptied(object.properties) ?? {} };
}

function emptied(value: unknown): unknown {
  const field = new Field(value, new Trace());
  if (field.secret || field.unknown) return undefined;
  if (Array.isArray(value)) return emptiedList(value);
  if (!isRecord(value)) return undefined;
  const entries = Object.entries(value).map(([key, it]) => [key, emptied(it)] as const);
  return Object.fromEntries(entries.filter(([, it]) => it !== undefined));
}

/** Named things keep their names, by which they are matched. A list of anything else is one value. */
function emptiedList(values: readonly unknown[]): unknown {
  const items = values.map(emptied);
  if (values.length === 0 || !items.every(isRecord)) return undefined;
  return items.map((item, index) => {
    const was = values[index];
    return isRecord(was) && typeof was["name"] === "string" ? { ...item, name: was["name"] } : item;
  });
}
