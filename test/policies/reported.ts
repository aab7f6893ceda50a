import type { Report } from "../../policies/core/judge.ts";
import { environments } from "../../policies/examples/example.ts";
import { examples } from "../../policies/examples/index.ts";
import { judged, settings } from "./judging.ts";

/** What is reported of a rule's first example, as it stops, as it warns, or as an exemption lets it pass. */
export function reportOf(rule: string, level?: "advisory", exempt = false): Report {
  const example = examples.find((it) => it.rule === rule);
  if (example === undefined) throw new Error(rule);
  const exemption = {
    expires: "2026-08-01",
    match: "*",
    owner: "data",
    reason: "mended <with> the next | release",
    rule,
  };
  return judged(environments(example).bad, example.parameters, exempt ? [exemption] : [], {
    ...settings().levels,
    ...(level ? { [rule]: level } : {}),
  });
}
