import { readFileSync } from "node:fs";
import { join } from "node:path";
import { preview, step } from "../delivery/previews.ts";

/** A preview that the CLI made of a development environment: another registry, a larger store, more workers. */
export function recorded(): { readonly steps: readonly object[] } {
  return JSON.parse(readFileSync(join(__dirname, "recorded.json"), "utf8")) as { steps: object[] };
}

/** What would run, or end an element, an attribute or a script, if it were anything but text. */
export const attack = `</script></style></svg></details><img src=x onerror="hacked=1"><script>hacked=1</script>"'\`]]>&lt;`;

const statefulSet = "kubernetes:apps/v1:StatefulSet";

/** The recorded preview among others, 300 changes in all; the names and values of the last one are hostile. */
export function large(): object {
  const known = recorded().steps;
  const changing = known.filter((it) => "op" in it && it.op !== "same").length;
  const more = Array.from({ length: 300 - changing }, (_, index) => {
    const op = (["update", "create", "replace", "delete"] as const)[index % 4] ?? "update";
    const name = index === 0 ? attack : `server-${index}-of-a-team-with-a-name-that-is-longer-than-a-phone-is-wide`;
    const component = index === 0 ? attack : `part${index % 9}`;
    const spec = (replicas: number, image: string) => ({
      metadata: { name, namespace: "data" },
      spec: { replicas, template: { spec: { containers: [{ name: "server", image, args: [attack] }] } } },
    });
    const type = index % 50 === 2 ? statefulSet : "kubernetes:apps/v1:Deployment";
    return step(op, { type, name, component, inputs: spec(3, "server:2") }, spec(1, "server:1"));
  });
  return preview(...known, ...more);
}
