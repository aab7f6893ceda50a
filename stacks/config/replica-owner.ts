import type { LayerOrigins } from "./merge.ts";
import type { Settings } from "./schema.ts";

/** What a stack says of its replicas outvotes the autoscaling of its class: both would own the number. */
export function withOneOwner<T extends { readonly settings: Settings; readonly origins: LayerOrigins }>(merged: T): T {
  const { origins, settings } = merged;
  const outvoted = (["worker", "api", "alert"] as const).filter(
    (server) => origins[`${server}.replicas`] === "stack" && origins[`${server}.autoscaling`] !== "stack",
  );
  const fixed = outvoted.map((server) => [server, { ...settings[server], autoscaling: undefined }]);
  const known = Object.entries(origins).filter(
    ([path]) => !outvoted.some((server) => path === `${server}.autoscaling`),
  );
  return { ...merged, origins: Object.fromEntries(known), settings: { ...settings, ...Object.fromEntries(fixed) } };
}
