import type { Field } from "../../core/field.ts";
import { serverContainers } from "../../core/pods.ts";
import { isServer } from "../../core/roles.ts";
import type { ObjectRule } from "../../core/rule.ts";
import { daemonSet, podTypes, runningTypes, servingTypes, statefulSet } from "../../core/types.ts";

const text = { pack: "scheduler", star: true, scope: "object" } as const;

export const probeThatCanFail: ObjectRule = {
  ...text,
  id: "probe-that-can-fail",
  title: "A probe fails when the server does",
  severity: "high",
  why: "curl without -f exits 0 on 404 and 503: the chart's probes only notice a connection that is refused.",
  remediation: "Use httpGet, or curl -f.",
  link: "https://curl.se/docs/manpage.html#-f",
  origin: "Chart section 4",
  types: [...servingTypes, daemonSet],
  evaluate: (object) =>
    object.containers
      .flatMap((container) => ["livenessProbe", "readinessProbe", "startupProbe"].map((key) => container.at(key)))
      .map((probe) => probe.at("exec", "command"))
      .filter((at) => neverFails(wordsOf(at)))
      .map((at) => ({ at, allowed: "httpGet, or curl with -f", fix: "Use httpGet with the same path and port." })),
};

/** Whether a shell's exit code is 0 whatever the server does; it is that of the last statement, unless `set -e` is on. */
function neverFails(script: string): boolean {
  const all = script.split(/[;\n]/).filter((statement) => statement.trim() !== "");
  const stops = all.filter((statement) => /\bset -\w*e/.test(statement));
  const deciding = stops.length > 0 ? all.filter((statement) => !stops.includes(statement)) : all.slice(-1);
  return deciding.length > 0 && deciding.every((statement) => statement.split("||").some(succeeds));
}

/** All commands of a chain must succeed, and of a pipe the last. */
const succeeds = (chain: string) => chain.split("&&").every((pipe) => isHarmless(pipe.split("|").at(-1) ?? ""));

const isHarmless = (command: string) =>
  /^\s*(true|:|exit 0|echo\b.*)\s*$/.test(command) ||
  (/\bcurl\b/.test(command) && !/\s(-[a-zA-Z]*f|--fail)/.test(command));

export const workerGracefulDrain: ObjectRule = {
  ...text,
  id: "worker-graceful-drain",
  title: "A worker that stops gets time for its tasks",
  severity: "high",
  why: "The image's first process does not hand SIGTERM on, and a worker that is told kills its tasks after 3 seconds: every rollout then costs all running tasks.",
  remediation: "Give workers a preStop hook that waits and signals the JVM, and worker.drain seconds for it.",
  link: "https://github.com/apache/dolphinscheduler/issues/12443",
  origin: "Chart traps 10 and 11",
  parameters: ["drainSeconds"],
  types: runningTypes,
  evaluate: (object, { parameters: { drainSeconds } }) => {
    const spec = object.podSpec;
    if (object.role !== "worker" || spec === undefined) return [];
    const grace = spec.at("terminationGracePeriodSeconds");
    const seconds = grace.absent ? 30 : grace.number;
    const hooks = serverContainers(object).map((container) => container.at("lifecycle", "preStop"));
    return [
      ...(seconds !== undefined && seconds < drainSeconds
        ? [
            {
              at: grace,
              allowed: `at least ${drainSeconds}`,
              fix: `Write ${drainSeconds} or more.`,
              patch: { path: grace.path, value: drainSeconds },
            },
          ]
        : []),
      ...hooks
        .filter((at) => at.absent)
        .map((at) => ({ at, allowed: "a hook that waits for tasks", fix: "Add one that signals the JVM after them." })),
    ];
  },
};

export const parallelPodManagement: ObjectRule = {
  ...text,
  id: "parallel-pod-management",
  title: "Masters and workers start beside each other",
  severity: "medium",
  why: "In order, one pod that does not become ready keeps all after it from starting, and from being repaired.",
  remediation: "Set podManagementPolicy to Parallel. It cannot be changed later: the StatefulSet must be made again.",
  link: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#parallel-pod-management",
  origin: "A7",
  types: [statefulSet],
  evaluate: (object) => {
    const at = object.at("spec", "podManagementPolicy");
    if (!isServer(object.role) || at.unknown || at.text === "Parallel") return [];
    return [{ at, allowed: "Parallel", fix: "Write Parallel.", patch: { path: at.path, value: "Parallel" } }];
  },
};

export const immutableRuntime: ObjectRule = {
  ...text,
  id: "immutable-runtime",
  title: "Containers install nothing when they start",
  severity: "high",
  why: "What is downloaded at start is another program each time, and not there at all when its server is away: in-place changes drift.",
  remediation: "Build an image that holds it: `npm run images`.",
  link: "https://dolphinscheduler.apache.org/en-us/docs/3.2.2/guide/installation/docker",
  origin: "A2; B, in-place changes that drift",
  types: podTypes,
  evaluate: (object) =>
    object.allContainers.flatMap((container) => {
      const [command, args] = [container.at("command"), container.at("args")];
      const hook = container.at("lifecycle", "postStart", "exec", "command");
      const started = { at: command.present ? command : args, script: wordsOf(command, args) };
      return [started, { at: hook, script: wordsOf(hook) }]
        .filter(({ script }) => installs.test(script))
        .map(({ at }) => ({
          at,
          received: "a command that installs software",
          allowed: "commands that run what the image holds",
          fix: "Build an image that holds it.",
        }));
    }),
};

const wordsOf = (...lists: readonly Field[]) =>
  lists.flatMap(({ items }) => items.map(({ text: word }) => word ?? "")).join(" ");

/** Package managers, with options before their verb, and downloads that a shell runs. */
const installs = new RegExp(
  [
    String.raw`\b(apt|apt-get|apk|yum|dnf|microdnf)\s+(-\S+\s+)*(install|add|update|upgrade)\b`,
    String.raw`\bpip3?\s+(-\S+\s+)*install\b`,
    String.raw`\bnpm\s+(-\S+\s+)*(i|install|ci)\b`,
    String.raw`\b(curl|wget)\b('[^']*'|"[^"]*"|[^|;&'"])*\|\s*(sudo\s+)?(\S*/)?(ba|da|z)?sh\b`,
    String.raw`\b(ba|da|z)?sh\s+(-c\s+)?["']?[<$]\(\s*(curl|wget)\b`,
  ].join("|"),
);

export const lifecycleRules = [probeThatCanFail, workerGracefulDrain, parallelPodManagement, immutableRuntime];
