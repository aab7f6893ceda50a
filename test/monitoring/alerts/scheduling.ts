import { type AlertCase, component, pod } from "./case.ts";

const master = pod("master");
const worker = pod("worker");
const overload = `ds_master_overload_count_total{${master.text}}`;
const asked = `ds_workflow_command_query_duration_seconds_count{${master.text}}`;
const askedFor = `ds_workflow_command_query_duration_seconds_sum{${master.text}}`;
const made = `ds_workflow_create_command_count_total{${pod("api").text}, exception="none"}`;
const taken = `ds_master_consume_command_count_total{${master.text}}`;
const refused = `ds_worker_full_submit_queue_count_total{${worker.text}}`;
const failedCalls = `ds_rpc_client_sync_request_exception_count_total{${master.text}, exception_name="RemoteTimeoutException", method_name="dispatch"}`;
const heartbeats = `ds_worker_heartbeat_count_total{${worker.text}}`;

export const schedulingCases: readonly AlertCase[] = [
  {
    alert: "DolphinMasterOverloaded",
    at: "20m",
    fires: { labels: master.labels, samples: { [overload]: "0+60x30" } },
    quiet: [{ [overload]: "0x30" }, { [overload]: "0+60x4 240x30" }],
    world: "newest",
  },
  {
    alert: "DolphinMasterIdle",
    at: "15m",
    fires: { labels: master.labels, samples: { [asked]: "100x30", [overload]: "0x30" } },
    quiet: [
      { [asked]: "0+60x30", [overload]: "0x30" },
      // An overloaded master does not ask either, and says so by another alert.
      { [asked]: "100x30", [overload]: "0+60x30" },
    ],
    world: "stock",
  },
  {
    alert: "DolphinCommandQuerySlow",
    at: "20m",
    fires: { labels: master.labels, samples: { [asked]: "0+60x30", [askedFor]: "0+120x30" }, value: "2s" },
    quiet: [{ [asked]: "0+60x30", [askedFor]: "0+6x30" }],
    world: "stock",
  },
  {
    alert: "DolphinCommandBacklog",
    at: "50m",
    fires: { labels: { namespace: "data" }, samples: { [made]: "0+10x60", [taken]: "0+1x60" }, value: "270" },
    quiet: [
      { [made]: "0+10x60", [taken]: "0+10x60" },
      { [made]: "0+1x60", [taken]: "0x60" },
    ],
    world: "stock",
  },
  {
    alert: "DolphinDispatchFailing",
    at: "20m",
    fires: { labels: worker.labels, samples: { [refused]: "0+6x30" } },
    quiet: [{ [refused]: "7x30" }],
    world: "stock",
  },
  {
    alert: "DolphinDispatchFailing",
    at: "20m",
    fires: {
      labels: { ...master.labels, exception_name: "RemoteTimeoutException" },
      samples: { [failedCalls]: "0+60x30" },
    },
    quiet: [{ [failedCalls]: "7x30" }, { [failedCalls]: "0+1x30" }],
    world: "newest",
  },
  {
    alert: "DolphinHeartbeatsStopped",
    at: "15m",
    fires: { labels: worker.labels, samples: { [heartbeats]: "100x30" } },
    quiet: [{ [heartbeats]: "0+6x30" }],
    world: "newest",
  },
  {
    alert: "DolphinTaskFailures",
    at: "50m",
    fires: { labels: component("master"), samples: tasks({ fail: "0+3x60", finish: "0+10x60" }), value: "30%" },
    quiet: [
      tasks({ fail: "0+1x60", finish: "0+10x60" }),
      // All of a handful failed: somebody tries things out.
      tasks({ fail: "0x40 5x20", finish: "0x40 5x20" }),
    ],
    world: "stock",
  },
  {
    alert: "DolphinTaskRetries",
    at: "50m",
    fires: { labels: component("master"), samples: tasks({ retry: "0+6x60", submit: "0+10x60" }), value: "60%" },
    quiet: [tasks({ retry: "0+1x60", submit: "0+10x60" })],
    world: "stock",
  },
  {
    alert: "DolphinTaskFailovers",
    at: "35m",
    fires: { labels: component("master"), samples: tasks({ failover: "0+1x40" }), value: "30" },
    quiet: [tasks({ failover: "9x40" })],
    world: "stock",
  },
  {
    alert: "DolphinWorkflowFailures",
    at: "80m",
    fires: { labels: component("master"), samples: workflows("fail", "success", "0+1x90"), value: "50%" },
    quiet: [workflows("fail", "success", "0x90")],
    world: "stock",
  },
  ...(["60m", "85m"] as const).map(
    (at): AlertCase => ({
      alert: "DolphinWorkflowFailures",
      at,
      fires: { labels: component("master"), samples: nightly("FAILURE", 20), value: "100%" },
      quiet: [
        nightly("SUCCESS", 20),
        // One definition that fails is a handful.
        nightly("FAILURE", 1),
        // All of what a restarted master had counted, and of what it then counts, is no failure of now.
        { ...nightly("SUCCESS", 20), [ended("FAILURE", "dummy")]: "900x40 0x80" },
        // Nor is what is left when a definition and its counts are deleted.
        { ...nightly("SUCCESS", 20), [ended("FAILURE", "1")]: "900x120", [ended("FAILURE", "2")]: "9x40 _x80" },
      ],
      world: "newest",
    }),
  ),
];

function tasks(states: Readonly<Record<string, string>>): Record<string, string> {
  const counter = (state: string) => `ds_task_instance_count_total{${master.text}, state="${state}"}`;
  return Object.fromEntries(Object.entries(states).map(([state, samples]) => [counter(state), samples]));
}

function workflows(failed: string, succeeded: string, failures: string): Record<string, string> {
  return { [ended(failed, "1")]: failures, [ended(succeeded, "1")]: "0+1x90" };
}

function ended(state: string, definition: string): string {
  return `ds_workflow_instance_count_total{${master.text}, state="${state}", workflow_definition_code="${definition}"}`;
}

/** So many definitions run once, half an hour after their master started: each series is born at 1 and stays there. */
function nightly(state: "FAILURE" | "SUCCESS", definitions: number): Record<string, string> {
  const born = Array.from({ length: definitions }, (_, index) => [ended(state, `${100 + index}`), "_x30 1x90"]);
  return { [ended("FAILURE", "dummy")]: "0x120", [ended("SUCCESS", "dummy")]: "0x120", ...Object.fromEntries(born) };
}
