import type { Manifest, Planned } from "./types.ts";

/** What the folder says of an object and `pulumi up` does not. */
const wave = "argocd.argoproj.io/sync-wave";
const options = "argocd.argoproj.io/sync-options";

/**
 * The object with its place in the order. What is retained is never removed: neither when it leaves the folder nor with
 * the Application.
 */
export function annotated(object: Planned): Manifest {
  const { manifest } = object;
  const annotations = {
    ...manifest.metadata.annotations,
    [wave]: String(object.wave),
    ...(object.retained
      ? { [options]: "Prune=false,Delete=false" }
      : keepsVolumes(object)
        ? { [options]: "Prune=false" }
        : {}),
  };
  return { ...manifest, metadata: { ...manifest.metadata, annotations } };
}

/** A server over data: a person takes it away, not a commit that forgot it. */
function keepsVolumes({ component, manifest: { kind } }: Planned): boolean {
  return (
    kind === "PersistentVolumeClaim" || (kind === "StatefulSet" && /^(database|object-store|registry):/.test(component))
  );
}
