import type { DeliverySpec } from "../../components/scheduler/release/types.ts";
import { rolloutSeconds } from "../../components/scheduler/rollout-time.ts";
import type { Servers } from "../../components/scheduler/types.ts";
import type { Settings } from "./schema.ts";

export function delivery({ scheduler: it }: Settings, servers: Servers): DeliverySpec {
  const { delivery: chosen, history, onFailure, timeout } = it;
  if (chosen === "objects") return { delivery: chosen };
  return { delivery: chosen, history, timeoutSeconds: timeout ?? rolloutSeconds(servers), onFailure };
}
