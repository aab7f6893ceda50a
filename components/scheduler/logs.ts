import { type CleanerArgs, cleanerContainer } from "../logs/cleaner.ts";
import { cleanerScript } from "../logs/cleaner-script.ts";
import { logbackXml } from "../logs/logback.ts";
import { cleanedServers } from "../logs/metrics.ts";
import { logShares } from "../logs/sizes.ts";
import type { LogUpkeepSpec } from "../logs/types.ts";
import { type SchedulerSpec, type ServerName, serverNames } from "./types.ts";
import { applicationVersion } from "./versions/index.ts";

/** Volume of the log configuration and of the cleaner's script, and where pods see it. */
export const logUpkeepVolume = "log-upkeep";
export const logUpkeepFolder = "/etc/dolphinpod/logs";
const logbackFile = "logback.xml";
const cleanerFile = "cleaner.pl";

/** Name of the ConfigMap behind it, one for all servers. */
export const logConfigMapName = (instance: string): string => `${instance}-log-upkeep`;

const isCleaned = (server: ServerName): boolean => cleanedServers.some((name) => name === server);

function sharesOf({ servers }: SchedulerSpec, server: ServerName) {
  const { logs } = servers[server];
  const size = logs.kind === "persistent" ? logs.size : logs.sizeLimit;
  return logShares(size, isCleaned(server) ? "server-and-tasks" : "server");
}

/** Variable by which Spring Boot reads our log configuration in place of the image's. */
export const loggingVariables = ({ logs }: SchedulerSpec): Record<string, string> =>
  logs === undefined ? {} : { LOGGING_CONFIG: `${logUpkeepFolder}/${logbackFile}` };

/** Contents of the ConfigMap; undefined where the application keeps its logs as it likes. */
export function logConfiguration(spec: SchedulerSpec): Record<string, string> | undefined {
  const { logs } = spec;
  if (logs === undefined) return undefined;
  const files = serverNames.map((server) => [`${server}.xml`, logbackOf(spec, logs, server)]);
  return Object.fromEntries([...files, [cleanerFile, cleanerScript]]);
}

/** What a server's pod reads of it at start: another text restarts the pod. */
export function logConfigurationOf(spec: SchedulerSpec, server: ServerName): string | undefined {
  const { logs } = spec;
  if (logs === undefined) return undefined;
  return `${logbackOf(spec, logs, server)}${isCleaned(server) ? cleanerScript : ""}`;
}

function logbackOf(spec: SchedulerSpec, logs: LogUpkeepSpec, server: ServerName): string {
  const folder = applicationVersion(spec.version).logsFolder;
  return logbackXml({ folder, server, shares: sharesOf(spec, server), spec: logs });
}

/** The pod's volume of it. */
export function logUpkeepSource(spec: SchedulerSpec, server: ServerName) {
  const items = [
    { key: `${server}.xml`, path: logbackFile },
    ...(isCleaned(server) ? [{ key: cleanerFile, path: cleanerFile }] : []),
  ];
  return { configMap: { items, name: logConfigMapName(spec.name) }, name: logUpkeepVolume };
}

/** The log cleaner beside a server; undefined beside one without task logs. */
export function cleanerOf(
  spec: SchedulerSpec,
  server: ServerName,
  place: Pick<CleanerArgs, "securityContext" | "volume">,
) {
  if (spec.logs === undefined || !isCleaned(server)) return undefined;
  return cleanerContainer({
    ...place,
    folder: applicationVersion(spec.version).logsFolder,
    image: spec.image.references[server],
    imagePullPolicy: spec.image.pullPolicy,
    scripts: logUpkeepFolder,
    scriptsVolume: logUpkeepVolume,
    shares: sharesOf(spec, server),
    spec: spec.logs,
  });
}
