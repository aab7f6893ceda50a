import { isRecord } from "./problems.ts";
import type { Layer, Settings } from "./schema.ts";

export type LayerName = "default" | "class dev" | "class prod" | "stack";
/** Which layer an option (`worker.replicas`) or a plain section (`timezone`) came from. */
export type LayerOrigins = Readonly<Record<string, LayerName>>;

export interface NamedLayer {
  readonly name: LayerName;
  readonly values: Layer;
}

/** Lays the layers over each other, the last one on top, and remembers which one each option came from. */
export function merge(
  base: { readonly name: LayerName; readonly values: Settings },
  ...layers: NamedLayer[]
): { settings: Settings; origins: LayerOrigins } {
  const settings: Record<string, unknown> = {};
  const origins: Record<string, LayerName> = {};
  for (const layer of [base, ...layers]) {
    for (const [section, value] of Object.entries(layer.values)) {
      if (isRecord(value)) {
        const options = Object.entries(value).filter(([, option]) => option !== undefined);
        settings[section] = { ...(settings[section] ?? {}), ...Object.fromEntries(options) };
        for (const [option] of options) origins[`${section}.${option}`] = layer.name;
      } else if (value !== undefined) {
        settings[section] = value;
        origins[section] = layer.name;
      }
    }
  }
  // The base is complete, and a layer only replaces an option by another of the same type.
  return { settings: settings as Settings, origins };
}
