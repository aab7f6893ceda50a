import type { Context } from "../context.ts";
import { answering, callPanels, poolPanels } from "./common.ts";
import { type Dashboard, graph, type Panel } from "./model.ts";
import { average, meter, rate, sumBy } from "./queries.ts";

/** The API servers: what people and other systems ask, and how they are served. */
export function api(context: Context): Dashboard {
  return {
    components: ["api"],
    description: "The API servers carry the user interface and its API.",
    name: "api",
    rows: [
      { panels: requests(context), title: "Requests" },
      { panels: files(context), title: "Resource files" },
      { panels: poolPanels(context, ["api"]), title: "Database connections" },
      ...callRow(context),
    ],
    title: "API",
  };
}

function requests(context: Context): Panel[] {
  const responses = (matchers = "") => rate(meter(context, "api", "ds_api_response_count_total", { matchers }));
  const timer = (ending: "_sum" | "_count") =>
    meter(context, "api", "http_server_requests_seconds", { ending, matchers: 'uri!~".*/actuator.*"' });
  return [
    answering("api", "API servers", context.watched.replicas.api, ["DolphinApiAbsent", "DolphinServerDown"]),
    {
      ...graph("Requests", "Requests to each API server, in a second.", {
        queries: [
          { expression: sumBy("pod", rate(meter(context, "api", "ds_api_request_count_total"))), legend: "{{pod}}" },
        ],
        unit: "reqps",
      }),
      width: 12,
    },
    graph("Errors", "Share of the responses that are an error of the server.", {
      alerts: ["DolphinApiErrors"],
      limit: { bad: "above", value: context.spec.thresholds.apiErrors },
      queries: [{ expression: `sum(${responses('code="5xx"')}) / sum(${responses()})`, legend: "errors" }],
      unit: "percentunit",
    }),
    graph("Responses by code", "Responses, in a second, by the class of their code.", {
      queries: [{ expression: sumBy("code", responses()), legend: "{{code}}" }],
      unit: "reqps",
    }),
    graph("Slowest pages", "The ten pages that take longest on average. Probes and scrapes are left out.", {
      queries: [
        {
          expression: `topk(10, ${average((ending) => timer(ending), "uri")})`,
          legend: "{{uri}}",
        },
      ],
      unit: "s",
    }),
    graph("Threads that died", "Exceptions that nothing handled. What such a thread did is not done until a restart.", {
      alerts: ["DolphinUncaughtException"],
      queries: [{ expression: meter(context, "api", "ds_api_uncached_exception"), legend: "{{pod}}" }],
      unit: "none",
    }),
  ];
}

function files(context: Context): Panel[] {
  const bytes = (name: "ds_api_resource_download_size_bytes" | "ds_api_resource_upload_size_bytes") =>
    `sum(${rate(meter(context, "api", name, { ending: "_sum" }))})`;
  return [
    graph("Bytes up and down", "Bytes of resource files that pass through the API servers, in a second.", {
      queries: [
        { expression: bytes("ds_api_resource_upload_size_bytes"), legend: "up" },
        { expression: bytes("ds_api_resource_download_size_bytes"), legend: "down" },
      ],
      unit: "bytes",
    }),
  ];
}

function callRow(context: Context) {
  const panels = callPanels(context, "api");
  return panels.length === 0 ? [] : [{ panels, title: "Calls to other servers" }];
}
