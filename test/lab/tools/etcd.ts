import { join } from "node:path";
import { ensureBuilt } from "./build.ts";
import { etcd, type Tool } from "./list.ts";
import type { Log } from "./progress.ts";

/** etcd's own client, of the server's version. */
const etcdctl: Tool = {
  name: "etcdctl",
  module: "go.etcd.io/etcd/etcdctl/v3",
  version: etcd.version,
  packages: ["go.etcd.io/etcd/etcdctl/v3"],
  go: etcd.go,
  expected: 50,
};

/** etcd's own tool for files of data and snapshots. */
const etcdutl: Tool = {
  name: "etcdutl",
  module: "go.etcd.io/etcd/etcdutl/v3",
  version: etcd.version,
  packages: ["go.etcd.io/etcd/etcdutl/v3"],
  go: etcd.go,
  expected: 30,
};

/** Paths of what etcd's image has, by name. */
export async function etcdBinaries(log: Log): Promise<{ etcd: string; etcdctl: string; etcdutl: string }> {
  return {
    etcd: join(await ensureBuilt(etcd, log), "etcd"),
    etcdctl: join(await ensureBuilt(etcdctl, log), "etcdctl"),
    etcdutl: join(await ensureBuilt(etcdutl, log), "etcdutl"),
  };
}
