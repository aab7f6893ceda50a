import { changeList, put } from "../../kubernetes/object.ts";
import { pluginsOf, pluginsSize, pluginsVolume } from "../plugins.ts";
import { onContainer, type PodRule } from "./context.ts";

/** Jars of the specification's `plugins` on the server's class path. */
export const plugins: PodRule = (pod, context) => {
  const added = pluginsOf(context.spec, context.server);
  if (added === undefined) return pod;
  const filled = changeList(
    changeList(pod, "initContainers", (containers) => put(containers, ...added.initContainers)),
    "volumes",
    (volumes) => put(volumes, { emptyDir: { sizeLimit: pluginsSize }, name: pluginsVolume }),
  );
  const mounted = onContainer((container) =>
    changeList(
      changeList(container, "volumeMounts", (mounts) => put(mounts, ...added.volumeMounts)),
      "env",
      (variables) => put(variables, ...added.variables),
    ),
  );
  return mounted(filled, context);
};
