import { describe } from "../../../stacks/config/problems.ts";
import type { Field } from "../../core/field.ts";
import { serverContainers, variable } from "../../core/pods.ts";
import { isServer } from "../../core/roles.ts";
import type { ObjectRule, Problem } from "../../core/rule.ts";
import { settingsIn } from "../../core/settings-text.ts";
import { configMap, podTypes, servingTypes } from "../../core/types.ts";

const text = { pack: "scheduler", star: true, scope: "object" } as const;

interface Range {
  readonly holds: (value: number) => boolean;
  readonly allowed: string;
  /** How a text is read that is not only digits. */
  readonly read?: (text: string) => number;
}

const wholeFromOne: Range = {
  holds: (value) => Number.isInteger(value) && value >= 1,
  allowed: "a whole number from 1",
};
const share: Range = { holds: (value) => value > 0 && value <= 1, allowed: "a share above 0, up to 1" };
const powerOfTwo: Range = {
  holds: (value) => value >= 2 ** 20 && value <= 2 ** 30 && Number.isInteger(Math.log2(value)),
  allowed: "a power of two from 1 MiB to 1 GiB: 134217728, or 128m",
  read: hadoopSize,
};

/** A size as Hadoop reads it: a number with one letter, each 1024 times the one before. */
function hadoopSize(text: string): number {
  const [, digits = "", unit = ""] = /^(\d+)([kmgtpe]?)$/i.exec(text) ?? [];
  return digits === "" ? Number.NaN : Number(digits) * 1024 ** " kmgtpe".indexOf(unit.toLowerCase() || " ");
}

/** Variables and properties that have brought clusters down. */
const ranges: readonly (readonly [RegExp, Range])[] = [
  [/^(MASTER|WORKER)_EXEC_THREADS$|^(master|worker)\.exec[.-]threads$/, wholeFromOne],
  [/^(MASTER_PRE_EXEC_THREADS|MASTER_DISPATCH_TASK_NUM|MASTER_TASK_COMMIT_RETRYTIMES)$/, wholeFromOne],
  // Other programs have thresholds that are counts or sizes.
  [/load[-_]?protection.*thresholds?$/i, share],
  [/^dfs\.blocksize$/, powerOfTwo],
  [
    /^dfs\.replication$/,
    { holds: (value) => Number.isInteger(value) && value >= 1 && value <= 512, allowed: "1 to 512" },
  ],
];

/** Whether Spring takes a text as true. */
const isTrue = ({ value }: Field) => /^(true|on|yes|1)$/i.test(String(value));

const rangeOf = (name: string) => ranges.find(([pattern]) => pattern.test(name))?.[1];

export const configValuesValid: ObjectRule = {
  ...text,
  id: "config-values-valid",
  title: "Settings are within the range in which they work",
  severity: "high",
  why: "One wrong dfs.blocksize slowed a whole cluster's NameNode and nobody had reviewed it; 0 threads start a server that does nothing.",
  remediation: "Write a value of the range.",
  link: "https://www.uber.com/blog/hadoop-container-blog/",
  origin: "B, configuration nobody reviewed (dfs.blocksize)",
  types: [...podTypes, configMap],
  evaluate: (object) =>
    object.type === configMap
      ? object.at("data").fields.flatMap((at) => inFile(at))
      : object.variables.flatMap((entry) =>
          judge(entry.at("name").text ?? "", entry.at("value"), entry.at("value").text),
        ),
};

function judge(name: string, at: Field, value: string | undefined): readonly Problem[] {
  const range = rangeOf(name);
  const number = value === undefined || value.includes("$(") ? undefined : (range?.read ?? Number)(value);
  if (range === undefined || number === undefined || range.holds(number)) return [];
  const shown = at.secret ? "a secret" : describe([name], value);
  return [{ at, received: `${name} = ${shown}`, allowed: range.allowed, fix: "Write a value of the range." }];
}

/** Settings of a ConfigMap: a value of its own, and those of a file. */
function inFile(at: Field): readonly Problem[] {
  const content = at.text ?? "";
  const settings = settingsIn(content).filter(({ value }) => value !== "");
  return [{ name: at.key, value: content.trim() }, ...settings].flatMap(({ name, value }) => judge(name, at, value));
}

/** Names that earlier versions read and this one ignores: what somebody set with them does not hold. */
const stale = new Set([
  "MASTER_KILL_APPLICATION_WHEN_HANDLE_FAILOVER",
  "MASTER_TASK_COMMIT_RETRYTIMES",
  "MASTER_HEARTBEAT_ERROR_THRESHOLD",
  "MASTER_EXEC_TASK_NUM",
  "DEFAULT_TENANT_ENABLED",
]);

export const noStaleVariables: ObjectRule = {
  ...text,
  id: "no-stale-variables",
  title: "No variable that nothing reads",
  severity: "medium",
  why: "The chart still sets names that the servers forgot: whoever changes one believes in a limit that is not there.",
  remediation: "Remove it; docs/configuration.md has the settings that count.",
  link: "https://github.com/apache/dolphinscheduler/issues/16410",
  origin: "Chart trap 19",
  types: servingTypes,
  evaluate: (object) => {
    if (!isServer(object.role)) return [];
    return object.variables
      .map((entry) => entry.at("name"))
      .filter((at) => at.text !== undefined && stale.has(at.text))
      .map((at) => ({ at, allowed: "names that the servers read", fix: "Remove the variable." }));
  },
};

export const pythonGatewayOff: ObjectRule = {
  ...text,
  id: "python-gateway-off",
  title: "The Python gateway is off",
  severity: "critical",
  why: "It runs any workflow for whoever knows its token, and the token stands in the public sources.",
  remediation: 'Set API_PYTHON_GATEWAY_ENABLED to "false".',
  link: "https://github.com/apache/dolphinscheduler/blob/3.2.2/dolphinscheduler-api/src/main/resources/application.yaml",
  origin: "Chart section 7",
  types: servingTypes,
  remediates: true,
  evaluate: (object) => {
    if (object.role !== "api") return [];
    return serverContainers(object)
      .map((container) => variable(container, "API_PYTHON_GATEWAY_ENABLED"))
      .filter(isTrue)
      .map((at) => ({ at, allowed: "false", fix: 'Write "false".', patch: { path: at.path, value: "false" } }));
  },
};

export const databaseTls: ObjectRule = {
  ...text,
  id: "database-tls",
  title: "The database is reached by TLS",
  severity: "high",
  why: "Every workflow, data source and password passes this connection.",
  remediation: "Use sslmode=require, or verify-full with the authority's certificate.",
  link: "https://jdbc.postgresql.org/documentation/ssl/",
  origin: "apache/dolphinscheduler#17550",
  types: podTypes,
  evaluate: (object, { environmentClass }) => {
    if (environmentClass !== "prod") return [];
    return object.variables
      .map((entry) => entry.at("value"))
      .filter((at) => mayBePlain(at.text ?? ""))
      .map((at) => ({
        at,
        received: "a connection without TLS",
        allowed: "sslmode require, verify-ca or verify-full",
        fix: "Write sslmode=require or more.",
      }));
  },
};

/** Whether a driver may end up without TLS: those of PostgreSQL and MySQL do where nothing is asked. */
function mayBePlain(url: string): boolean {
  const [, host = "", parameters = ""] = /^jdbc:(?:postgresql|mysql):\/\/([^/?]*)[^?]*\??(.*)$/i.exec(url) ?? [];
  // A proxy beside the server does the rest of the way.
  if (host === "" || /^(localhost|127\.0\.0\.1|\[::1\])(:|$)/.test(host)) return false;
  if (/(^|&)(sslmode=(disable|allow|prefer)|useSSL=false)/i.test(parameters)) return true;
  // What a variable holds is not known.
  return !/\$\(|(^|&)(sslmode=(require|verify)|(ssl|useSSL|requireSSL)(=true|&|$))/i.test(parameters);
}

export const noTenantsWithoutRoot: ObjectRule = {
  ...text,
  id: "no-tenant-creation-without-root",
  title: "A worker that is not root creates no users",
  severity: "medium",
  why: "Creating a tenant takes root and sudo: without them every task of a new tenant fails at its start.",
  remediation:
    "Set WORKER_TENANT_CONFIG_AUTO_CREATE_TENANT_ENABLED to false, or worker.tenants to os-users with a reason.",
  link: "https://github.com/apache/dolphinscheduler/issues/4706",
  origin: "Chart trap 20",
  types: servingTypes,
  remediates: true,
  evaluate: (object) => {
    const root = object.podSpec?.at("securityContext");
    if (object.role !== "worker" || root === undefined || root.at("runAsNonRoot").flag !== true) return [];
    return serverContainers(object)
      .map((container) => variable(container, "WORKER_TENANT_CONFIG_AUTO_CREATE_TENANT_ENABLED"))
      .filter(isTrue)
      .map((at) => ({ at, allowed: "false", fix: 'Write "false".', patch: { path: at.path, value: "false" } }));
  },
};

export const settingRules = [configValuesValid, noStaleVariables, pythonGatewayOff, databaseTls, noTenantsWithoutRoot];
