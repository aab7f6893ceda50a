import { restrictedContainer } from "../kubernetes/pod.ts";
import { resourceRequirements } from "../kubernetes/resources.ts";
import { serverUser } from "./harden/security.ts";
import type { PluginsSpec, SchedulerSpec, ServerName } from "./types.ts";
import { applicationVersion, type ClassPath } from "./versions/index.ts";

/** Volume that the init containers fill, and where they and a server of version 3.2 see it. */
export const pluginsVolume = "plugins";
const filled = "/plugins";

/**
 * Room for every plugin there is. The volume counts against the node's ephemeral storage only as far as it is filled.
 */
export const pluginsSize = "4Gi";

/** What puts further jars on a server's class path. */
export interface Plugins {
  readonly initContainers: readonly ReturnType<typeof initContainer>[];
  readonly variables: readonly { readonly name: string; readonly value: string }[];
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string; readonly readOnly: true }[];
}

/**
 * Jars get onto a server's class path in one of two ways, whichever its `start.sh` leaves open; see `ClassPath`. In both,
 * one init container runs in the server's own image, because a volume hides the folder that it is mounted over.
 */
export function pluginsOf(spec: SchedulerSpec, server: ServerName): Plugins | undefined {
  const { plugins, image } = spec;
  if (plugins === undefined) return undefined;
  const { classPath } = applicationVersion(spec.version);
  const container = (name: string, reference: string, script: string) =>
    initContainer({ image: reference, imagePullPolicy: image.pullPolicy, name, script });
  const own = image.references[server];
  if (classPath.kind === "home") {
    return {
      initContainers: [
        container("plugins", plugins.image, copyScript(plugins, `${filled}/jars`)),
        container("class-path", own, linkScript(classPath)),
      ],
      variables: [{ name: "DOLPHINSCHEDULER_HOME", value: `${filled}/home` }],
      volumeMounts: [{ mountPath: filled, name: pluginsVolume, readOnly: true }],
    };
  }
  return {
    initContainers: [
      container("own-plugins", own, keepScript(classPath)),
      container("plugins", plugins.image, `${copyScript(plugins, filled)}\n${sortScript(classPath, server)}`),
    ],
    variables: [],
    volumeMounts: [{ mountPath: classPath.folder, name: pluginsVolume, readOnly: true }],
  };
}

function copyScript({ path }: PluginsSpec, target: string): string {
  return ["set -e", `mkdir -p ${target}`, `cp -R ${path}/. ${target}/`].join("\n");
}

/** A home in which all is the image's own, and only the folder of jars is another. It may run again in the same volume. */
function linkScript({ home }: Extract<ClassPath, { kind: "home" }>): string {
  return [
    "set -e",
    `rm -rf ${filled}/home`,
    `mkdir -p ${filled}/home/libs`,
    `for entry in ${home}/*; do`,
    `  [ "$entry" = ${home}/libs ] || ln -s "$entry" ${filled}/home/`,
    "done",
    `ln -s ${home}/libs/*.jar ${filled}/home/libs/`,
    `find ${filled}/jars -name '*.jar' -exec ln -sf {} ${filled}/home/libs/ ';'`,
  ].join("\n");
}

/** What the image brings stays beside what is added. */
function keepScript({ folder }: Extract<ClassPath, { kind: "folders" }>): string {
  return ["set -e", `[ ! -d ${folder} ] || cp -R ${folder}/. ${filled}/`].join("\n");
}

/** A jar outside the groups, such as a JDBC driver, goes where this server looks. */
function sortScript({ groups }: Extract<ClassPath, { kind: "folders" }>, server: ServerName): string {
  const target = `${filled}/${groups[server]}`;
  return [
    `mkdir -p ${target}`,
    `for jar in ${filled}/*.jar; do`,
    `  [ ! -e "$jar" ] || mv "$jar" ${target}/`,
    "done",
  ].join("\n");
}

function initContainer(it: { image: string; imagePullPolicy: string; name: string; script: string }) {
  return {
    command: ["/bin/sh", "-c", it.script],
    image: it.image,
    imagePullPolicy: it.imagePullPolicy,
    name: it.name,
    resources: resourceRequirements({
      cpu: { limit: "1", request: "50m" },
      memory: { limit: "256Mi", request: "64Mi" },
    }),
    // A worker may run as root; copying files needs no more than any user may.
    securityContext: { ...restrictedContainer("read-only"), runAsGroup: serverUser, runAsUser: serverUser },
    volumeMounts: [{ mountPath: filled, name: pluginsVolume }],
  };
}
