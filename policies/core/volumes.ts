import type { Field } from "./field.ts";
import type { ObjectView } from "./model.ts";
import { claimNames } from "./pods.ts";

/** Volumes that are still there when the pod is gone. A generic ephemeral volume has a claim, and loses it with the pod. */
const kept = ["persistentVolumeClaim", "nfs", "csi", "cephfs", "azureFile"];
/** Volumes that nobody writes to. */
const given = ["configMap", "secret", "projected", "downwardAPI"];

/** What a mount leads to, and whether what is written there outlives the pod. */
export interface Storage {
  readonly at: Field;
  /** The kind of volume; `claim` for one that a StatefulSet makes for each pod, undefined for one that is not there. */
  readonly kind: string | undefined;
  readonly isKept: boolean;
  /** Nobody writes there: settings, secrets. */
  readonly isGiven: boolean;
}

/** Undefined where it is not known. */
export function storageOf(object: ObjectView, mount: Field): Storage | undefined {
  const name = mount.at("name").text;
  if (name === undefined) return undefined;
  if (claimNames(object).includes(name)) return { at: mount, kind: "claim", isKept: true, isGiven: false };
  const volume = object.podSpec?.at("volumes").items.find((entry) => entry.at("name").text === name);
  if (volume === undefined) return { at: mount, kind: undefined, isKept: false, isGiven: false };
  if (volume.unknown) return undefined;
  const kind = volume.keys.find((key) => key !== "name") ?? "emptyDir";
  return { at: volume, kind, isKept: kept.includes(kind), isGiven: given.includes(kind) };
}

/** The mounts that what is written in a folder goes to. */
export interface Mounts {
  /** The folder's own, or the nearest above it. */
  readonly around: Field | undefined;
  /** Of folders in it. */
  readonly below: readonly Field[];
}

export function mountsOf(container: Field, folder: string): Mounts {
  const mounts = container.at("volumeMounts").items;
  const holding = mounts.filter((mount) => isIn(folder, pathOf(mount)));
  const [around] = holding.toSorted((a, b) => pathOf(b).length - pathOf(a).length);
  return { around, below: mounts.filter((mount) => !isIn(folder, pathOf(mount)) && isIn(pathOf(mount), folder)) };
}

const pathOf = (mount: Field) => (mount.at("mountPath").text ?? "").replace(/(?<=.)\/$/, "");

const isIn = (path: string, folder: string) =>
  folder !== "" && (path === folder || path.startsWith(`${folder.replace(/\/$/, "")}/`));
