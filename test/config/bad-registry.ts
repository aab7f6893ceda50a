import { type BadInput, bad, dev, prod } from "./base.ts";

const existing = (more: object) => ({ backend: "existing", secretName: "shared", ...more });

export const badRegistry: readonly BadInput[] = [
  bad("four members of an etcd", { ...dev, registry: { backend: "etcd", members: 4 } }, "registry.members", /: 5/),
  bad("one in production", { ...prod, registry: { backend: "etcd", members: 1 } }, "registry.members", /members: 3/),
  bad(
    "ZooKeeper's image for an etcd",
    { ...dev, registry: { backend: "etcd", image: "zookeeper:3.8.4" } },
    "registry.image",
    /backend: zookeeper/,
  ),
  bad(
    "copies of a ZooKeeper",
    { ...dev, registry: { backend: "zookeeper", snapshots: 3 } },
    "registry.snapshots",
    /backend: etcd/,
  ),
  bad(
    "a copy at a time that is none",
    { ...dev, registry: { backend: "etcd", snapshotTime: "2 pm" } },
    "registry.snapshotTime",
    /02:30/,
  ),
  bad(
    "an etcd that is latest",
    { ...dev, registry: { backend: "etcd", etcdImage: "etcd:latest" } },
    "registry.etcdImage",
    /v3\.6/,
  ),
  bad(
    "a kind of what is made here",
    { ...dev, registry: { backend: "etcd", kind: "etcd" } },
    "registry.kind",
    /backend: existing/,
  ),
  bad(
    "a password of an etcd made here",
    { ...dev, registry: { backend: "etcd", access: "password" } },
    "registry.access",
    /certificates/,
  ),
  bad(
    "a password that the application would print",
    { ...dev, registry: existing({ access: "password" }) },
    "registry.access",
    /certificates/,
  ),
  bad("an unknown way in", { ...dev, registry: { access: "kerberos" } }, "registry.access", /certificates/),
  bad(
    "an open registry in production",
    { ...prod, registry: { access: "open" } },
    "registry.access",
    /nobody but the servers/,
  ),
  bad(
    "a reason that is none",
    { ...prod, registry: { access: { mode: "open", reason: "mesh" } } },
    "registry.access.reason",
    /reason:/,
  ),
  bad(
    "new certificates for an open registry",
    { ...dev, registry: { certificateVersion: 2 } },
    "registry.certificateVersion",
    /access: certificates/,
  ),
  bad(
    "certificates of tables",
    { ...prod, registry: { backend: "jdbc", access: "certificates" } },
    "registry.access",
    /zookeeper or etcd or existing/,
  ),
  bad("cert-manager for nobody", { ...dev, platform: { certManager: "install" } }, "platform.certManager", /issuer/),
];

export const goodRegistry: readonly [string, Record<string, unknown>][] = [
  ["an etcd for trying out", { ...dev, registry: { backend: "etcd" } }],
  ["an etcd in production", { ...prod, registry: { backend: "etcd" } }],
  [
    "cert-manager for the registry alone",
    { ...dev, registry: { access: "certificates" }, platform: { certManager: "install" } },
  ],
  ["a user of an existing etcd", { ...prod, registry: existing({ kind: "etcd", access: "password" }) }],
  [
    "an open registry with a reason",
    { ...prod, registry: { access: { mode: "open", reason: "The mesh knows each caller." } } },
  ],
];
