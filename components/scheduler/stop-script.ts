import type { SchedulerSpec, ServerName } from "./types.ts";
import { applicationVersion } from "./versions/index.ts";

export interface StopScript {
  readonly mainClass: string;
  /** Seconds until the server is told to stop, so that Services forget the pod first. */
  readonly delaySeconds: number;
  readonly drain: Drain | undefined;
}

export interface Drain {
  readonly port: number;
  readonly metricsPath: string;
  readonly gauges: readonly string[];
  readonly seconds: number;
}

/** How a server of the spec is stopped. */
export function stopOf(spec: SchedulerSpec, server: ServerName): StopScript {
  const facts = applicationVersion(spec.version);
  const { actuatorPath, actuatorPort, mainClass } = facts.servers[server];
  const drain: Drain = {
    port: actuatorPort,
    metricsPath: `${actuatorPath}/prometheus`,
    gauges: facts.workGauges,
    seconds: spec.servers.worker.drainSeconds,
  };
  return { mainClass, delaySeconds: server === "api" ? 5 : 0, drain: server === "worker" ? drain : undefined };
}

/**
 * A preStop that stops the server, for bash alone: the images need not hold ps, pkill or curl.
 *
 * The container's first process is a shell that does not hand on SIGTERM (apache/dolphinscheduler#12443), so a JVM that
 * nobody signals is killed when the grace period ends. The JVM is the process whose last argument is its main class.
 */
export function stopScript({ mainClass, delaySeconds, drain }: StopScript): string {
  const delay = delaySeconds > 0 ? `sleep ${delaySeconds}\n` : "";
  return `${delay}${drain ? drainSteps(drain) : ""}\
for process in /proc/[0-9]*; do
  mapfile -d "" -t arguments 2>/dev/null < "$process/cmdline" || continue
  if (( \${#arguments[@]} )) && [[ "\${arguments[-1]}" == "${mainClass}" ]]; then
    kill -TERM "\${process#/proc/}"
    while [[ -d "$process" ]]; do sleep 1; done
  fi
done
`;
}

/**
 * Waits until no task runs or waits, at most `seconds`. A stopping worker kills its tasks after 3 seconds, and nothing
 * tells masters to send it no more, so under steady work the wait ends with its time. A worker that no longer answers
 * has nothing to wait for; one that answers without the gauges is waited for.
 */
function drainSteps({ port, metricsPath, gauges, seconds }: Drain): string {
  return `\
idle() {
  local line seen=0 gauge='^(${gauges.join("|")})[ {]' zero='^0(\\.0+)?$'
  {
    printf 'GET ${metricsPath} HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3
    while IFS= read -r -t 10 line <&3; do
      line=\${line%$'\\r'}
      [[ "$line" =~ $gauge ]] || continue
      seen=$((seen + 1))
      [[ "\${line##* }" =~ $zero ]] || return 1
    done
  } 3<>/dev/tcp/127.0.0.1/${port} || return 0
  (( seen >= ${gauges.length} ))
} 2>/dev/null
until idle || (( SECONDS >= ${seconds} )); do sleep 2; done
`;
}
