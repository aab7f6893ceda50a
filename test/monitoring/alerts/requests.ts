import { type AlertCase, component, pod } from "./case.ts";

const worker = pod("worker");
const alert = pod("alert");
const api = pod("api");
const threads = `ds_worker_active_execute_thread{${worker.text}}`;
const processors = `ds_worker_cpu_usage{${worker.text}}`;
const pending = `ds_alert_pending{${alert.text}}`;

export const requestCases: readonly AlertCase[] = [
  {
    alert: "DolphinWorkersSaturated",
    at: "45m",
    fires: { labels: component("worker"), samples: { [threads]: "48x60" }, value: "96%" },
    quiet: [
      { [threads]: "20x60" },
      // One busy worker beside an idle one is no lack of workers.
      { [threads]: "50x60", [`ds_worker_active_execute_thread{${pod("worker", 1).text}}`]: "0x60" },
    ],
    world: "stock",
  },
  {
    alert: "DolphinWorkersSaturated",
    at: "45m",
    fires: { labels: component("worker"), samples: { [processors]: "0.95x60" }, value: "95%" },
    quiet: [{ [processors]: "0.5x60" }],
    world: "newest",
  },
  {
    alert: "DolphinResourceDownloads",
    at: "20m",
    fires: { labels: component("worker"), samples: downloads("fail", "0+1x30"), value: "15" },
    quiet: [downloads("fail", "2x30"), downloads("success", "0+9x30")],
    world: "stock",
  },
  {
    alert: "DolphinApiErrors",
    at: "20m",
    fires: { labels: component("api"), samples: responses("0+6x30", "0+54x30"), value: "10%" },
    quiet: [
      responses("0+1x30", "0+99x30"),
      // Three errors of three requests are no outage.
      responses("0x15 3x15", "0x30"),
    ],
    world: "stock",
  },
  {
    alert: "DolphinAlertBacklog",
    at: "20m",
    fires: { labels: alert.labels, samples: { [pending]: "150x30" }, value: "150" },
    quiet: [{ [pending]: "20x30" }],
    world: "stock",
  },
];

function downloads(status: string, samples: string) {
  return { [`ds_worker_resource_download_count_total{${worker.text}, status="${status}"}`]: samples };
}

function responses(errors: string, others: string) {
  const counter = (code: string) => `ds_api_response_count_total{${api.text}, code="${code}"}`;
  return { [counter("5xx")]: errors, [counter("2xx")]: others };
}
