import { z } from "zod";
import { option } from "./option.ts";
import { cpu, memory, storage } from "./quantities.ts";
import { cidr, count, imageReference, matching, objectName, port, reason } from "./text.ts";

const mode = { allowed: "certificates, open, password", example: "certificates" };
const openReason = "Only the mesh's proxies reach the port, and they know each caller by certificate.";

const access = option(
  z.preprocess(
    (value) => (typeof value === "string" ? { mode: value } : value),
    z.discriminatedUnion("mode", [
      z.strictObject({
        mode: option(z.literal("certificates"), {
          ...mode,
          description: "TLS, and clients show a certificate of the registry's own authority. Needs cert-manager.",
        }),
      }),
      z.strictObject({
        mode: option(z.literal("open"), { ...mode, description: "No TLS; whoever reaches the port may use it." }),
        reason: reason(openReason).optional(),
      }),
      z.strictObject({
        mode: option(z.literal("password"), { ...mode, description: "No TLS; a user of an existing etcd." }),
      }),
    ]),
  ),
  {
    description:
      "Who may use the registry. Left out, `certificates` in class prod where it is made here, else `open`, which " +
      "class prod wants a reason for. See docs/registry.md.",
    allowed: "certificates, open, password, or {mode: open, reason: ...}",
    example: "certificates",
    shorthand: { type: "string", enum: ["certificates", "open", "password"] },
  },
);

export const registry = z.strictObject({
  backend: option(z.enum(["zookeeper", "etcd", "jdbc", "existing"]), {
    description:
      "`zookeeper` or `etcd`: made here. `jdbc`: tables in the scheduler's own database. `existing`: your own ZooKeeper " +
      "or etcd.",
    allowed: "zookeeper, etcd, jdbc, existing",
    example: "zookeeper",
  }),
  image: imageReference("ZooKeeper image.", "zookeeper:3.8.4"),
  etcdImage: imageReference("etcd image.", "gcr.io/etcd-development/etcd:v3.6.16"),
  members: count(
    1,
    9,
    "Members: 1, or an odd number from 3. Class prod needs 3. Those of an etcd stay as many as they were at first.",
    3,
  ),
  storage: storage("Volume of one member."),
  cpu: cpu("one member"),
  memory: memory("one member", 256),
  access: access.optional(),
  certificateVersion: count(1, 9999, "Raise it for new certificates. Members and servers restart with them.", 2),
  snapshots: count(0, 365, "Copies of an etcd that are kept, one a day, on a volume of their own; 0 makes none.", 7),
  snapshotTime: option(matching(/^([01]\d|2[0-3]):[0-5]\d$/), {
    description: "Time of the daily copy, in UTC.",
    allowed: "a time of the day from 00:00 to 23:59",
    example: "02:30",
  }),
  kind: option(z.enum(["zookeeper", "etcd"]), {
    description: "What an existing registry is.",
    allowed: "zookeeper, etcd",
    example: "zookeeper",
  }),
  secretName: objectName(
    "Secret that you made in the namespace, in the form of the Service Binding Specification (keys type, connect-string; " +
      "of an etcd type, endpoints; docs/registry.md lists those of each `access`).",
    "shared-registry",
  ).optional(),
  port: port(
    "Port of the existing registry, for the network policy. Left out, 2181, or 2379 of an etcd.",
    2181,
  ).optional(),
  cidr: cidr(
    "Address range of the existing registry, for the network policy. Left out, any.",
    "10.20.0.0/16",
  ).optional(),
});
