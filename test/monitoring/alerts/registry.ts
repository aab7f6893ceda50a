import { type AlertCase, component, pod, type Samples } from "./case.ts";

const member = (ordinal: number) => pod("registry", ordinal);

const ofMembers =
  (series: string) =>
  (...each: readonly string[]): Samples =>
    Object.fromEntries(each.map((samples, ordinal) => [`${series}{${member(ordinal).text}}`, samples]));

const members = ofMembers("up");
/** A member of ZooKeeper without a leader shows nothing; one of etcd shows 0. */
const serving = ofMembers("global_sessions");
const leaders = ofMembers("etcd_server_has_leader");

export const registryCases: readonly AlertCase[] = [
  {
    alert: "DolphinRegistryQuorumLost",
    at: "10m",
    fires: {
      labels: component("registry"),
      samples: { ...members("1x20", "1x20", "1x20"), ...serving("4x20", "_x20", "_x20") },
    },
    quiet: [serving("4x20", "4x20", "_x20"), serving("4x5 _x1 4x20", "4x20", "_x20")],
    world: "stock",
  },
  {
    alert: "DolphinRegistryQuorumLost",
    at: "10m",
    // All are alive, and none has a leader.
    fires: { labels: component("registry"), samples: members("1x20", "1x20", "1x20") },
    quiet: [serving("0x20", "0x20", "0x20")],
    world: "stock",
  },
  {
    alert: "DolphinRegistryQuorumLost",
    at: "10m",
    fires: { labels: component("registry"), samples: leaders("1x20", "0x20", "0x20") },
    quiet: [leaders("1x20", "1x20", "0x20"), leaders("1x20", "1x20", "_x20")],
    world: "newest",
  },
  {
    alert: "DolphinRegistryQuorumLost",
    at: "10m",
    fires: { labels: component("registry"), samples: members("0x20", "0x20", "0x20") },
    quiet: [leaders("1x20", "1x20", "1x20")],
    world: "newest",
  },
  {
    alert: "DolphinRegistryMemberDown",
    at: "15m",
    fires: { labels: member(2).labels, samples: members("1x20", "1x20", "0x20") },
    quiet: [members("1x20", "1x20", "1x20"), members("1x20", "1x20", "1x10 0x4 1x10")],
    world: "newest",
  },
  {
    alert: "DolphinRegistrySessions",
    at: "15m",
    fires: { labels: { namespace: "data" }, samples: sessions("2x20"), value: "2" },
    quiet: [sessions("4x20")],
    world: "stock",
  },
  {
    alert: "DolphinRegistrySlow",
    at: "15m",
    fires: { labels: member(0).labels, samples: { [`outstanding_requests{${member(0).text}}`]: "50x20" } },
    quiet: [{ [`outstanding_requests{${member(0).text}}`]: "1x20" }],
    world: "stock",
  },
  {
    alert: "DolphinRegistrySlow",
    at: "15m",
    fires: { labels: member(0).labels, samples: writes("0+60x20") },
    quiet: [writes("0+0.6x20")],
    world: "newest",
  },
  {
    alert: "DolphinRegistrySpace",
    at: "15m",
    fires: { labels: member(0).labels, samples: space("90x20"), value: "90%" },
    quiet: [space("10x20")],
    world: "newest",
  },
];

function sessions(found: string): Samples {
  const servers = ["master", "worker", "api", "alert"].map((server) => [`up{${pod(server).text}}`, "1x20"]);
  return { ...Object.fromEntries(servers), [`global_sessions{${member(0).text}}`]: found };
}

function writes(seconds: string): Samples {
  return {
    [`etcd_disk_wal_fsync_duration_seconds_sum{${member(0).text}}`]: seconds,
    [`etcd_disk_wal_fsync_duration_seconds_count{${member(0).text}}`]: "0+60x20",
  };
}

function space(used: string): Samples {
  return {
    [`etcd_mvcc_db_total_size_in_bytes{${member(0).text}}`]: used,
    [`etcd_server_quota_backend_bytes{${member(0).text}}`]: "100x20",
  };
}
