import { type AlertCase, component, pod, text } from "./case.ts";

const up = (name: string, ordinal: number, samples: string) => ({ [`up{${pod(name, ordinal).text}}`]: samples });

const absences = [
  ["DolphinMasterAbsent", "master"],
  ["DolphinWorkersAbsent", "worker"],
  ["DolphinApiAbsent", "api"],
  ["DolphinAlertServerAbsent", "alert"],
] as const;

const absent = absences.flatMap(([alert, server]): AlertCase[] => [
  {
    alert,
    at: "10m",
    fires: { labels: component(server), samples: { ...up(server, 0, "0x20"), ...up(server, 1, "0x20") } },
    quiet: [{ ...up(server, 0, "1x20"), ...up(server, 1, "0x20") }],
    world: "stock",
  },
  {
    alert,
    at: "10m",
    fires: { labels: component(server), samples: up("nobody", 0, "1x20") },
    quiet: [up(server, 0, "1x20")],
    world: "newest",
  },
]);

const worker = pod("worker");
const master = pod("master");
const uptime = `process_uptime_seconds{${worker.text}}`;
const exceptions = `ds_worker_uncached_exception{${worker.text}}`;

export const serverCases: readonly AlertCase[] = [
  ...absent,
  {
    alert: "DolphinMastersBelowQuorum",
    at: "10m",
    fires: {
      labels: component("master"),
      samples: { ...up("master", 0, "1x20"), ...up("master", 1, "0x20"), ...up("master", 2, "0x20") },
      value: "1",
    },
    quiet: [{ ...up("master", 0, "1x20"), ...up("master", 1, "1x20"), ...up("master", 2, "0x20") }],
    world: "stock",
  },
  {
    alert: "DolphinServerDown",
    at: "15m",
    fires: { labels: worker.labels, samples: up("worker", 0, "0x20") },
    // A restart takes minutes.
    quiet: [up("worker", 0, "1x20"), up("worker", 0, "1x5 0x5 1x10")],
    world: "stock",
  },
  {
    alert: "DolphinServerRestarting",
    at: "25m",
    fires: { labels: worker.labels, samples: { [uptime]: "0+60x5 0+60x5 0+60x5 0+60x10" }, value: "3" },
    quiet: [{ [uptime]: "0+60x30" }, { [uptime]: "0+60x12 0+60x15" }],
    world: "stock",
  },
  {
    alert: "DolphinUncaughtException",
    at: "10m",
    fires: { labels: worker.labels, samples: { [exceptions]: "0x5 1x20" } },
    quiet: [{ [exceptions]: "3x30" }],
    world: "newest",
  },
  {
    alert: "DolphinHeapFull",
    at: "30m",
    fires: {
      labels: master.labels,
      samples: {
        [`jvm_memory_used_bytes{${master.text}, area="heap", id="G1 Old Gen"}`]: "950x40",
        [`jvm_memory_max_bytes{${master.text}, area="heap", id="G1 Old Gen"}`]: "1000x40",
        [`jvm_memory_max_bytes{${master.text}, area="heap", id="G1 Eden Space"}`]: "-1x40",
      },
      value: "95%",
    },
    quiet: [
      {
        // A full heap that the next collection empties is what heaps are for.
        [`jvm_memory_used_bytes{${master.text}, area="heap", id="G1 Old Gen"}`]:
          "950x2 300x1 950x3 300x1 950x3 300x1 950x3 300x30",
        [`jvm_memory_max_bytes{${master.text}, area="heap", id="G1 Old Gen"}`]: "1000x50",
      },
    ],
    world: "stock",
  },
  {
    alert: "DolphinGarbageCollection",
    at: "20m",
    fires: {
      labels: master.labels,
      samples: { [`jvm_gc_pause_seconds_sum{${master.text}, action="end of major GC"}`]: "0+30x30" },
      value: "50%",
    },
    quiet: [{ [`jvm_gc_pause_seconds_sum{${master.text}, action="end of minor GC"}`]: "0+3x30" }],
    world: "stock",
  },
  {
    alert: "DolphinOpenFiles",
    at: "20m",
    fires: {
      labels: master.labels,
      samples: {
        [`process_files_open_files{${master.text}}`]: "900x30",
        [`process_files_max_files{${master.text}}`]: "1000x30",
      },
      value: "90%",
    },
    quiet: [
      {
        [`process_files_open_files{${master.text}}`]: "100x30",
        [`process_files_max_files{${master.text}}`]: "1000x30",
      },
    ],
    world: "stock",
  },
  {
    alert: "DolphinPodStuck",
    at: "15m",
    fires: {
      labels: { container: "ds-api", namespace: "data", pod: "ds-api-1", reason: "ImagePullBackOff" },
      samples: { [waiting("ImagePullBackOff")]: "1x20" },
    },
    quiet: [{ [waiting("ContainerCreating")]: "1x20" }, { [waiting("ImagePullBackOff")]: "1x5 0x15" }],
    world: "stock",
  },
];

function waiting(reason: string): string {
  const labels = { container: "ds-api", namespace: "data", pod: "ds-api-1", reason };
  return `kube_pod_container_status_waiting_reason{${text(labels)}}`;
}
