import type { Field } from "../../core/field.ts";
import type { ObjectView } from "../../core/model.ts";
import { claimNames, mountOf, serverContainers } from "../../core/pods.ts";
import { isServer, serverRoles } from "../../core/roles.ts";
import type { ObjectRule, Problem } from "../../core/rule.ts";
import { release, servingTypes } from "../../core/types.ts";
import { hiddenValues } from "../../core/values.ts";

const allowed = "a volume claim: logs must outlive the pod that wrote them";
/** Volumes that are still there when the pod is gone. A generic ephemeral volume has a claim, and loses it with the pod. */
const kept = ["persistentVolumeClaim", "nfs", "csi", "cephfs", "azureFile"];

/**
 * Masters and workers write what nobody else has: why a task failed. api and alert are Deployments, whose replicas
 * would share one claim that a single node can attach; their logs are on the console (parameter `ephemeralLogs`).
 */
export const persistentLogs: ObjectRule = {
  id: "persistent-logs",
  title: "Logs of masters and workers are on persistent volumes",
  severity: "high",
  why: "An emptyDir goes with its pod, and with it the logs of every task that ran there: they are gone when somebody asks why a task failed.",
  remediation:
    "Give the server's logs a size in the stack file, such as master: {logs: 50Gi}, so that they get a claim.",
  link: "https://github.com/apache/dolphinscheduler/issues/8543",
  origin: "A4; apache/dolphinscheduler#8543",
  pack: "scheduler",
  star: true,
  parameters: ["ephemeralLogs", "logsPath"],
  scope: "object",
  types: [...servingTypes, release],
  evaluate: (object, { parameters: { ephemeralLogs, logsPath } }) => {
    const mayBeEphemeral = new Set<string>(ephemeralLogs);
    const values = hiddenValues(object);
    if (values)
      return serverRoles.filter((role) => !mayBeEphemeral.has(role)).flatMap((role) => inValues(values, role));
    if (!isServer(object.role) || mayBeEphemeral.has(object.role)) return [];
    return serverContainers(object).flatMap((container) => inContainer(object, container, logsPath));
  },
};

function inContainer(object: ObjectView, container: Field, logsPath: string): readonly Problem[] {
  const mounts = container.at("volumeMounts");
  const mount = mountOf(container, logsPath);
  const fix = `Mount the volume of a claim at ${logsPath}.`;
  if (mount === undefined) {
    return [{ at: mounts, allowed, fix, received: `no volume at ${logsPath}`, missing: true }];
  }
  const name = mount.at("name").text;
  if (name === undefined || claimNames(object).includes(name)) return [];
  const volume = object.podSpec?.at("volumes").items.find((entry) => entry.at("name").text === name);
  if (volume === undefined) {
    return [{ at: mount, allowed, fix, received: `the volume ${name}, which is not there`, missing: true }];
  }
  const kind = volume.keys.find((key) => key !== "name");
  if (volume.unknown || (kind !== undefined && kept.includes(kind))) return [];
  return [{ at: volume, allowed, fix, received: `a volume of kind ${kind ?? "emptyDir"}` }];
}

function inValues(values: Field, role: string): readonly Problem[] {
  const claim = values.at(role, "persistentVolumeClaim");
  const switches = [claim.at("enabled"), ...(role === "worker" ? [claim.at("logsPersistentVolume", "enabled")] : [])];
  return switches
    .filter((it) => !it.unknown && it.flag !== true)
    .map((at) => ({ at, allowed, fix: `Set ${at} to true.`, patch: { path: at.path, value: true } }));
}
