import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { get } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { promisify } from "node:util";
import { certificateObjects } from "../../components/registry/certificates.ts";
import { etcdIdentity } from "../../components/registry/etcd/identity.ts";
import { etcdNames, etcdObjects } from "../../components/registry/etcd/objects.ts";
import { clientOptions, keepNewest, snapshotObjects } from "../../components/registry/etcd/snapshots.ts";
import { etcd } from "../binding/fixtures.ts";
import { etcdBinaries } from "../lab/tools/etcd.ts";
import { Authority } from "./certificates.ts";
import { freePorts, type Here, localised, Member, until } from "./etcd-members.ts";

const run = promisify(execFile);
const spec = etcd(3);
const args = { deletion: "retain", instance: "shop", namespace: "data", spec } as const;
const names = ["shop-etcd-0", "shop-etcd-1", "shop-etcd-2"];
const snapshots = spec.snapshots ?? { keep: 0, shellImage: "", time: "" };
const [container = { args: [] }] = etcdObjects(args).statefulSet.spec.template.spec.containers;

let folder: string;
let binaries: Awaited<ReturnType<typeof etcdBinaries>>;
let members: Member[] = [];
let here: Here;
let certificates: { client: string; member: string };
let renewMembers: () => void;

/** etcd's client with the options of the snapshots' container. */
async function etcdctl(...command: string[]): Promise<string> {
  const options = clientOptions(args).map((option) => local(option));
  const { stdout } = await run(binaries.etcdctl, [...command, "--command-timeout=5s", ...options]);
  return stdout.trim();
}

const local = (text: string, pod = "shop-etcd-0") =>
  localised(text, here, pod, { "/etc/etcd/certificates": certificates.client, "/snapshots": join(folder, "copies") });

beforeAll(async () => {
  binaries = await etcdBinaries((line) => process.stderr.write(`${line}\n`));
  folder = mkdtempSync(join(tmpdir(), "dolphinpod-etcd-"));
  const identity = etcdIdentity("shop");
  const place = { dnsNames: etcdNames(args), identity, instance: "shop", namespace: "data", version: 1 };
  const objects = certificateObjects(place);
  const authority = new Authority(join(folder, "certificates"), objects.authority.spec.commonName);
  certificates = {
    client: authority.sign("client", objects.client.spec),
    member: authority.sign("member", objects.member.spec),
  };
  renewMembers = () => authority.sign("member", objects.member.spec);
  const ports = await freePorts(9);
  here = (pod, port) => ports[names.indexOf(pod) * 3 + ["2379", "2380", "2381"].indexOf(port)] ?? 0;
  for (const name of names) mkdirSync(join(folder, name), { recursive: true });
  mkdirSync(join(folder, "copies"));
  members = names.map((name) => new Member(binaries.etcd, name, container, here, folder, certificates.member));
  for (const member of members) await until(() => member.answers("/readyz"));
});

afterAll(async () => {
  for (const member of members) await member.stop();
  rmSync(folder, { force: true, recursive: true });
});

test("three members form one etcd that takes what a client with a certificate writes", async () => {
  await etcdctl("put", "dolphinscheduler/nodes/master", "here");
  expect(await etcdctl("get", "dolphinscheduler/nodes/master", "--print-value-only")).toBe("here");
  expect((await etcdctl("member", "list")).match(/started/g)).toHaveLength(3);
});

test("a client without a certificate is turned away, and so is a client's certificate among members", async () => {
  const cacert = `--cacert=${certificates.client}/ca.crt`;
  const endpoint = `--endpoints=https://127.0.0.1:${here("shop-etcd-0", "2379")}`;
  const bare = run(binaries.etcdctl, ["get", "x", "--command-timeout=2s", endpoint, cacert]);
  await expect(bare).rejects.toThrow(/deadline exceeded|certificate required/);

  expect(await asMember("member")).toBe(200);
  expect(await asMember("client")).toBe("refused");
});

/** How a member answers another one that shows this certificate. */
async function asMember(whose: "client" | "member"): Promise<number | "refused"> {
  const file = (name: string) => readFileSync(join(certificates[whose], name));
  const port = here("shop-etcd-0", "2380");
  const tls = { ca: file("ca.crt"), cert: file("tls.crt"), key: file("tls.key") };
  const asked = get({ ...tls, host: "127.0.0.1", path: "/version", port });
  try {
    const [response] = await once(asked, "response");
    response.resume();
    return response.statusCode;
  } catch {
    return "refused";
  }
}

test("members show a renewed certificate to whoever connects next, without a restart", async () => {
  const before = await Promise.all(["2379", "2380"].map(shownAt));
  renewMembers();
  const after = await Promise.all(["2379", "2380"].map(shownAt));
  expect(new Set([...before, ...after]).size).toBe(2);
  expect(before).not.toEqual(after);
  await etcdctl("put", "dolphinscheduler/renewed", "yes");
});

/** Serial number of the certificate that a member shows at this port to another one. */
async function shownAt(port: string): Promise<string> {
  const file = (name: string) => readFileSync(join(certificates.member, name));
  const tls = { ca: file("ca.crt"), cert: file("tls.crt"), key: file("tls.key") };
  const socket = connect({ ...tls, host: "127.0.0.1", port: here("shop-etcd-0", port) });
  await once(socket, "secureConnect");
  const { serialNumber } = socket.getPeerCertificate();
  socket.destroy();
  return serialNumber;
}

test("the daily copy is one that etcd can start from again", async () => {
  await etcdctl("put", "dolphinscheduler/lock", "held");
  const { initContainers } = snapshotObjects(args, snapshots).cronJob.spec.jobTemplate.spec.template.spec;
  for (const { args: commandArgs, command } of initContainers) {
    const binary = command[0]?.endsWith("etcdutl") ? binaries.etcdutl : binaries.etcdctl;
    await run(
      binary,
      commandArgs.map((text) => local(text, "shop-snapshots-1")),
    );
  }
  const copy = join(folder, "copies", "shop-snapshots-1.db");
  const restored = join(folder, "restored");
  await run(binaries.etcdutl, ["snapshot", "restore", copy, `--data-dir=${restored}`]);
  const [client = 0, peer = 0, metrics = 0] = await freePorts(3);
  const alone = { args: [`--data-dir=${restored}`, ...listening(client, peer, metrics)] };
  const member = new Member(binaries.etcd, "alone", alone, () => metrics, folder, certificates.member);
  try {
    await until(() => member.answers("/readyz"));
    const endpoint = `--endpoints=http://127.0.0.1:${client}`;
    const { stdout } = await run(binaries.etcdctl, ["get", "dolphinscheduler/lock", "--print-value-only", endpoint]);
    expect(stdout.trim()).toBe("held");
  } finally {
    await member.stop();
  }
});

const listening = (client: number, peer: number, metrics: number) => [
  `--listen-client-urls=http://127.0.0.1:${client}`,
  `--advertise-client-urls=http://127.0.0.1:${client}`,
  `--listen-peer-urls=http://127.0.0.1:${peer}`,
  `--listen-metrics-urls=http://127.0.0.1:${metrics}`,
];

test("only the newest copies are kept, and what a broken run left goes", async () => {
  const copies = mkdtempSync(join(folder, "old-"));
  for (const day of [1, 2, 3, 4]) {
    writeFileSync(join(copies, `day-${day}.db`), "");
    utimesSync(join(copies, `day-${day}.db`), day, day);
  }
  writeFileSync(join(copies, "day-5.db.part"), "");
  await run("bash", ["-euo", "pipefail", "-c", keepNewest(2).replaceAll("/snapshots", copies)]);
  expect(readdirSync(copies).sort()).toEqual(["day-3.db", "day-4.db"]);
});

test("with one member of three away all goes on; with two the last is alive and not ready", async () => {
  await members[2]?.stop();
  // It may have been the leader: the others elect another one.
  await until(() =>
    etcdctl("put", "dolphinscheduler/nodes/worker", "here").then(
      () => true,
      () => false,
    ),
  );
  await members[1]?.stop();
  const last = members[0];
  await until(async () => !(await last?.answers("/readyz")));
  expect(await last?.answers("/livez")).toBe(true);
});
