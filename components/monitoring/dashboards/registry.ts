import { type ServerName, serverNames } from "../../scheduler/types.ts";
import { type Context, has } from "../context.ts";
import { answering, backing, volumePanel } from "./common.ts";
import { type Dashboard, graph, type Panel, type Row } from "./model.ts";
import { meter, rate, sumBy } from "./queries.ts";

/** Where servers register, elect and lock: as the servers see it, and itself where it runs in the namespace. */
export function registry(context: Context): Dashboard {
  return {
    components: context.watched.registry === undefined ? serverNames : [...serverNames, "registry"],
    description: "Where servers register, elect a leader and lock.",
    name: "registry",
    rows: [...own(context), { panels: servers(context), title: "Servers" }],
    title: "Registry",
  };
}

function own(context: Context): Row[] {
  const { registry: it } = context.watched;
  if (it === undefined) return [];
  const shown = { etcd: { panels: etcd(), title: "etcd" }, zookeeper: { panels: zookeeper(), title: "ZooKeeper" } }[
    it.kind
  ];
  const members = answering("registry", "Members", it.members, [
    "DolphinRegistryQuorumLost",
    "DolphinRegistryMemberDown",
  ]);
  return [{ ...shown, panels: [members, ...shown.panels, volumePanel(context, `.*-${it.kind}-.*`)] }];
}

const of = (name: string, more = "") => backing("registry", name, more);

function zookeeper(): Panel[] {
  return [
    {
      ...graph("Sessions", "Sessions of clients: each server has one. Fewer than servers is servers that do no work.", {
        alerts: ["DolphinRegistrySessions"],
        queries: [{ expression: `max(${of("global_sessions")})`, legend: "sessions" }],
        unit: "none",
      }),
      width: 12,
    },
    graph("Requests that wait", "Requests that wait in each member. Late heartbeats make servers count as lost.", {
      alerts: ["DolphinRegistrySlow"],
      limit: { bad: "above", value: 20 },
      queries: [{ expression: of("outstanding_requests"), legend: "{{pod}}" }],
      unit: "short",
    }),
    graph("Latency", "What each member takes for a request: the mean and the longest since its start.", {
      queries: [
        { expression: of("avg_latency"), legend: "{{pod}} mean" },
        { expression: of("max_latency"), legend: "{{pod}} longest" },
      ],
      unit: "ms",
    }),
    graph("Followers", "Members that follow the leader, of those that it knows. Only the leader tells.", {
      queries: [
        { expression: `max(${of("synced_followers")})`, legend: "in step" },
        { expression: `max(${of("quorum_size")}) - 1`, legend: "all" },
      ],
      unit: "none",
    }),
    graph("Nodes", "Entries in the registry; those that go with their session; and watches on them.", {
      queries: [
        { expression: `max(${of("znode_count")})`, legend: "nodes" },
        { expression: `max(${of("ephemerals_count")})`, legend: "ephemeral" },
        { expression: sumBy("pod", of("watch_count")), legend: "{{pod}} watches" },
      ],
      unit: "short",
    }),
    graph("Data", "Bytes of the registry's data, which is all in memory.", {
      queries: [{ expression: of("approximate_data_size"), legend: "{{pod}}" }],
      unit: "bytes",
    }),
    graph("Connections and files", "Connections of clients, and files that each member has open.", {
      queries: [
        { expression: of("num_alive_connections"), legend: "{{pod}} connections" },
        { expression: of("open_file_descriptor_count"), legend: "{{pod}} files" },
      ],
      unit: "short",
    }),
  ];
}

function etcd(): Panel[] {
  const p95 = (name: string) =>
    `histogram_quantile(0.95, sum by (le, pod) (${rate(of(`etcd_disk_${name}_duration_seconds_bucket`))}))`;
  return [
    {
      ...graph("Leader", "Whether each member has a leader, and changes of the leader in the window.", {
        queries: [
          { expression: of("etcd_server_has_leader"), legend: "{{pod}}" },
          {
            expression: `max(increase(${of("etcd_server_leader_changes_seen_total")}[$__rate_interval]))`,
            legend: "changes",
          },
        ],
        unit: "none",
      }),
      width: 12,
    },
    graph("Disk", "What 95 of 100 writes to the log and to the data stay under.", {
      alerts: ["DolphinRegistrySlow"],
      queries: [
        { expression: p95("wal_fsync"), legend: "{{pod}} log" },
        { expression: p95("backend_commit"), legend: "{{pod}} data" },
      ],
      unit: "s",
    }),
    graph("Proposals", "Changes that wait for a majority, and those that did not get one.", {
      queries: [
        { expression: of("etcd_server_proposals_pending"), legend: "{{pod}} wait" },
        { expression: rate(of("etcd_server_proposals_failed_total")), legend: "{{pod}} fail" },
      ],
      unit: "short",
    }),
    graph("Space", "Share of the space that etcd allows itself which is used. When it is full, it takes no writes.", {
      alerts: ["DolphinRegistrySpace"],
      limit: { bad: "above", value: 0.8 },
      queries: [
        {
          expression: `${of("etcd_mvcc_db_total_size_in_bytes")} / ${of("etcd_server_quota_backend_bytes")}`,
          legend: "{{pod}}",
        },
      ],
      unit: "percentunit",
    }),
    graph("Traffic", "Bytes to and from clients, in a second.", {
      queries: [
        { expression: sumBy("pod", rate(of("etcd_network_client_grpc_received_bytes_total"))), legend: "{{pod}} in" },
        { expression: sumBy("pod", rate(of("etcd_network_client_grpc_sent_bytes_total"))), legend: "{{pod}} out" },
      ],
      unit: "bytes",
    }),
  ];
}

function servers(context: Context): Panel[] {
  const answer = 'sum by (job) (up{namespace="$namespace", job=~".+-(master|worker|api|alert)"})';
  return [
    graph("Servers that answer", "Pods of each kind that answer Prometheus, to compare with the sessions.", {
      alerts: ["DolphinServerDown"],
      queries: [{ expression: answer, legend: "{{job}}" }],
      unit: "none",
    }),
    ...heartbeats(context),
  ];
}

/** By them the registry knows who is there; not every version counts them. */
const beating: readonly Exclude<ServerName, "api">[] = ["master", "worker", "alert"];

function heartbeats(context: Context): Panel[] {
  const counted = beating.filter((server) => has(context, `ds_${server}_heartbeat_count_total`));
  if (counted.length === 0) return [];
  return [
    graph("Heartbeats", "Heartbeats of each server, in a second. Without them the others take over its work.", {
      alerts: ["DolphinHeartbeatsStopped"],
      queries: counted.map((server) => ({
        expression: sumBy("pod", rate(meter(context, server, `ds_${server}_heartbeat_count_total`))),
        legend: "{{pod}}",
      })),
      unit: "ops",
    }),
  ];
}
