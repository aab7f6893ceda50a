import type { ResourceSpec, StorageSpec } from "../../components/kubernetes/resources.ts";
import type { VolumeSpec } from "../../components/scheduler/types.ts";

/** "2", or "2 to 4". */
export function range(least: number | string, most: number | string): string {
  return least === most ? String(least) : `${least} to ${most}`;
}

/** Of one pod, from what it asks for to what it may use. */
export function resourcesOf({ cpu, memory }: ResourceSpec): string {
  return `CPU ${range(cpu.request, cpu.limit)}, memory ${range(memory.request, memory.limit)}`;
}

/** A claim, and the class that it names. */
export function storageOf({ size, storageClass }: StorageSpec): string {
  return storageClass === undefined ? size : `${size} ${storageClass}`;
}

export function volumeOf(what: string, volume: VolumeSpec): string {
  return volume.kind === "persistent"
    ? `${what} ${storageOf(volume)}`
    : `${what} ${volume.sizeLimit}, gone with the pod`;
}

/** Seconds as a person says them. */
export function durationOf(seconds: number): string {
  if (seconds % 3600 === 0 && seconds > 0) return `${seconds / 3600} h`;
  return seconds % 60 === 0 && seconds > 0 ? `${seconds / 60} min` : `${seconds} s`;
}

/** The last part of an image's reference, which is what people know it by: "zookeeper:3.8.4". */
export function imageOf(reference: string): string {
  const name = reference.split("/").at(-1) ?? reference;
  return name.split("@")[0] ?? name;
}
