import type { Field } from "../../core/field.ts";
import type { ObjectView } from "../../core/model.ts";
import { serverContainers } from "../../core/pods.ts";
import { isServer, serverRoles } from "../../core/roles.ts";
import type { ObjectRule, Problem } from "../../core/rule.ts";
import { release, runningTypes } from "../../core/types.ts";
import { hiddenValues } from "../../core/values.ts";
import { mountsOf, storageOf } from "../../core/volumes.ts";

const allowed = "a volume claim: logs must outlive the pod that wrote them";

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
  types: [...runningTypes, release],
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
  const { around, below } = mountsOf(container, logsPath);
  const fix = `Mount the volume of a claim at ${logsPath}.`;
  const judge = (mount: Field): readonly Problem[] => {
    const storage = storageOf(object, mount);
    if (storage === undefined || storage.isKept) return [];
    const { at, kind } = storage;
    if (kind !== undefined) return [{ at, allowed, fix, received: `a volume of kind ${kind}` }];
    return [{ at, allowed, fix, received: `the volume ${mount.at("name").text}, which is not there`, missing: true }];
  };
  const none = { at: container.at("volumeMounts"), allowed, fix, received: `no volume at ${logsPath}` };
  const written = below.filter((mount) => !storageOf(object, mount)?.isGiven);
  return [...(around ? judge(around) : [{ ...none, missing: true as const }]), ...written.flatMap(judge)];
}

function inValues(values: Field, role: string): readonly Problem[] {
  const claim = values.at(role, "persistentVolumeClaim");
  const switches = [claim.at("enabled"), ...(role === "worker" ? [claim.at("logsPersistentVolume", "enabled")] : [])];
  return switches
    .filter((it) => !it.unknown && it.flag !== true)
    .map((at) => ({ at, allowed, fix: `Set ${at} to true.`, patch: { path: at.path, value: true } }));
}
