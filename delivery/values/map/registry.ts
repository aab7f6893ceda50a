import type { Convert, MapRow } from "../types.ts";
import { resources } from "./resources.ts";
import { asText, group, is, item, left, none, option, portOf, readElsewhere, volume } from "./rows.ts";
import { secretNames } from "./secret-names.ts";

const made = [is("zookeeper.enabled", true)];
const madeClaim = [...made, is("zookeeper.persistence.enabled", true)];
const notMade = is("zookeeper.enabled", false);
const etcd = [notMade, is("registryEtcd.enabled", true)];
const jdbc = [notMade, is("registryEtcd.enabled", false), is("registryJdbc.enabled", true)];
const other = [notMade, is("registryEtcd.enabled", false), is("registryJdbc.enabled", false)];

const claim: Convert = (leaves, chart) => {
  const at = "zookeeper.persistence";
  const size = volume(chart.at(`${at}.size`), chart.text(`${at}.storageClass`));
  return { groups: leaves.slice(0, 1).map(({ path }) => group(path, item("registry.storage", size))) };
};

const existing = (kind: string, addresses: string, usual: number) => {
  const port = portOf(addresses) ?? usual;
  return [
    item("registry.backend", "existing"),
    item("registry.kind", kind),
    item("registry.secretName", secretNames.registry),
    ...(port === usual ? [] : [item("registry.port", port)]),
  ];
};

const existingEtcd: Convert = (_, chart) => {
  const signIn = chart.on("registryEtcd.ssl.enabled") ? "certificates" : chart.text("registryEtcd.user") && "password";
  const items = existing("etcd", chart.text("registryEtcd.endpoints"), 2379);
  return {
    groups: [group("registryEtcd.enabled", ...items, ...(signIn ? [item("registry.access", signIn)] : []))],
  };
};

const existingZookeeper: Convert = (leaves, chart) => {
  const kind = chart.text("externalRegistry.registryPluginName");
  const path = leaves[0]?.path ?? "externalRegistry";
  if (kind !== "zookeeper") {
    return {
      left: [
        left(
          path,
          "another option",
          "registry.backend: jdbc, or an etcd by registry: {backend: existing, kind: etcd}.",
        ),
      ],
    };
  }
  return {
    groups: [group(path, ...existing("zookeeper", asText(chart.at("externalRegistry.registryServers")), 2181))],
  };
};

const ownDatabase = "The tables are in the scheduler's own database; there is no second one.";

export const registryRows: readonly MapRow[] = [
  { from: "zookeeper.enabled", to: "registry.backend", convert: readElsewhere },
  { from: "zookeeper.replicaCount", to: "registry.members", when: made, convert: option("registry.members") },
  { from: "zookeeper.persistence.enabled", to: "registry.storage", when: made, convert: readElsewhere },
  { from: "zookeeper.persistence.size", to: "registry.storage", when: madeClaim, convert: claim },
  { from: "zookeeper.persistence.storageClass", to: "registry.storage", when: madeClaim, convert: claim },
  {
    from: "zookeeper.resources",
    to: "registry.cpu, registry.memory",
    when: made,
    convert: resources("registry", "zookeeper.resources"),
  },
  none("zookeeper.image", "another option", "The official image is used, not Bitnami's: registry.image.", ...made),
  none("zookeeper", "no counterpart", "ZooKeeper is not the subchart's; see docs/registry.md.", ...made),
  {
    from: "externalRegistry",
    to: "registry.backend, registry.kind, registry.secretName, registry.port",
    when: other,
    convert: existingZookeeper,
  },
  {
    from: "registryEtcd.enabled",
    to: "registry.backend, registry.kind, registry.access, registry.secretName, registry.port",
    when: etcd,
    convert: existingEtcd,
  },
  ...["endpoints", "user", "ssl.enabled"].map(
    (name): MapRow => ({
      from: `registryEtcd.${name}`,
      to: "the Secret of registry.secretName",
      when: etcd,
      convert: readElsewhere,
    }),
  ),
  none("registryEtcd.passWord", "a secret", `It goes into the Secret ${secretNames.registry}.`, ...etcd),
  none("registryEtcd.ssl", "a secret", `The files go into the Secret ${secretNames.registry}.`, ...etcd),
  none("registryEtcd.namespace", "no counterpart", "Its keys begin with dolphinscheduler.", ...etcd),
  none("registryEtcd", "no counterpart", "See docs/registry.md for what an existing etcd can have.", ...etcd),
  {
    from: "registryJdbc.enabled",
    to: "registry.backend",
    when: jdbc,
    convert: (leaves) => ({ groups: leaves.map(({ path }) => group(path, item("registry.backend", "jdbc"))) }),
  },
  none("registryJdbc.hikariConfig", "done here", ownDatabase, ...jdbc),
  none("registryJdbc", "no counterpart", "Terms are the application's own.", ...jdbc),
];
