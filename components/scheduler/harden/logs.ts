import { changeList, put } from "../../kubernetes/object.ts";
import { restrictedContainer } from "../../kubernetes/pod.ts";
import { cleanerOf, logUpkeepFolder, logUpkeepSource, logUpkeepVolume } from "../logs.ts";
import { runsAsRoot } from "../tenants.ts";
import { type Context, onContainer, type PodRule } from "./context.ts";
import { logsVolumeName } from "./volumes.ts";

/** A log configuration that is bounded by the volume, and a cleaner beside servers with task logs. */
export const logs: PodRule = (pod, context) => {
  const { server, spec } = context;
  if (spec.logs === undefined) return pod;
  const place = { securityContext: cleanerSecurity(context), volume: logsVolumeName(context) };
  const cleaner = cleanerOf(spec, server, place);
  const filled = changeList(pod, "volumes", (volumes) => put(volumes, logUpkeepSource(spec, server)));
  const cleaned = cleaner ? changeList(filled, "containers", (containers) => put(containers, cleaner)) : filled;
  return mounted(cleaned, context);
};

const mounted = onContainer((container) =>
  changeList(container, "volumeMounts", (mounts) =>
    put(mounts, { mountPath: logUpkeepFolder, name: logUpkeepVolume, readOnly: true }),
  ),
);

/** Where the worker is root, its files are root's; no capability is needed to delete what one owns. */
function cleanerSecurity({ server, spec }: Context) {
  return { ...restrictedContainer("read-only"), runAsNonRoot: !runsAsRoot(spec, server) };
}
