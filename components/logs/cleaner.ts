import type { restrictedContainer } from "../kubernetes/pod.ts";
import { resourceRequirements } from "../kubernetes/resources.ts";
import { cleanerPort } from "./metrics.ts";
import type { LogShares, LogUpkeepSpec } from "./types.ts";

export interface CleanerArgs {
  /** The server's own image: a Debian or Ubuntu with its essential packages, so nothing more is pulled. */
  readonly image: string;
  readonly imagePullPolicy: string;
  /** Folder of the log files, and the volume that it is. */
  readonly folder: string;
  readonly volume: string;
  /** Folder with `cleaner.pl`, and the volume that it is. */
  readonly scripts: string;
  readonly scriptsVolume: string;
  readonly spec: LogUpkeepSpec;
  readonly shares: LogShares;
  /** As whom: whoever writes the files, because the kernel gives a lease to a file's owner alone. */
  readonly securityContext: ReturnType<typeof restrictedContainer>;
}

/** No file that was written to within the last hour is deleted for its size. */
const youngestSeconds = 3600;
const intervalSeconds = 600;

/** The container beside a master or a worker that deletes task logs which are too old, or too many for the volume. */
export function cleanerContainer(args: CleanerArgs) {
  const { folder, scripts, shares, spec } = args;
  const settings: Record<string, string> = {
    FOLDER: folder,
    INTERVAL_SECONDS: String(intervalSeconds),
    KEEP_SECONDS: String(spec.retentionDays * 24 * 3600),
    LIMIT_BYTES: String(shares.taskLogs),
    PORT: String(cleanerPort.number),
    YOUNGEST_SECONDS: String(youngestSeconds),
  };
  return {
    command: ["perl", `${scripts}/cleaner.pl`],
    env: Object.entries(settings).map(([name, value]) => ({ name, value })),
    image: args.image,
    imagePullPolicy: args.imagePullPolicy,
    // Three minutes: on a slow disk one step of a pass may take its time.
    livenessProbe: {
      failureThreshold: 6,
      httpGet: { path: cleanerPort.path, port: cleanerPort.number, scheme: "HTTP" },
      periodSeconds: 30,
      timeoutSeconds: 10,
    },
    name: "log-cleaner",
    ports: [{ containerPort: cleanerPort.number, name: cleanerPort.name, protocol: "TCP" }],
    // The kernel answers: a cleaner at work must not make the server's pod unready.
    readinessProbe: { periodSeconds: 10, tcpSocket: { port: cleanerPort.number } },
    resources: resourceRequirements({
      cpu: { limit: "200m", request: "10m" },
      memory: { limit: "64Mi", request: "64Mi" },
    }),
    securityContext: args.securityContext,
    volumeMounts: [
      { mountPath: folder, name: args.volume },
      { mountPath: scripts, name: args.scriptsVolume, readOnly: true },
    ],
  };
}
