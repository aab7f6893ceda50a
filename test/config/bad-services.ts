import { type BadInput, bad, dev, prod } from "./base.ts";

export const badServices: readonly BadInput[] = [
  bad("an image without a tag", { ...dev, database: { image: "postgres" } }, "database.image", /"postgres:16\.4"/),
  bad(
    "an image with the tag latest",
    { ...dev, registry: { image: "zookeeper:latest" } },
    "registry.image",
    /zookeeper:3/,
  ),
  bad("a backend with a slip", { ...prod, database: { backend: "exsiting" } }, "database.backend", /"existing"/),
  bad(
    "a backend that is still to come",
    { ...dev, database: { backend: "mysql" } },
    "database.backend",
    /backend: "existing"/,
  ),
  bad(
    "an option of another backend",
    { ...dev, database: { cidr: "10.0.0.0/8" } },
    "database.cidr",
    /backend: rds or existing/,
  ),
  bad(
    "a volume of a database elsewhere",
    { ...prod, database: { ...prod.database, storage: "9Gi" } },
    "database.storage",
    /backend: in-cluster/,
  ),
  bad(
    "members of a jdbc registry",
    { ...dev, registry: { backend: "jdbc", members: 3 } },
    "registry.members",
    /zookeeper/,
  ),
  bad(
    "an existing database nobody can find",
    { ...dev, database: { backend: "existing" } },
    "database.secretName",
    /Make the Secret/,
  ),
  bad(
    "an existing registry nobody can find",
    { ...dev, registry: { backend: "existing" } },
    "registry.secretName",
    /Make the Secret/,
  ),
  bad(
    "a password",
    { ...prod, database: { ...prod.database, password: "x" } },
    "database.password",
    /No secret belongs/,
  ),
  bad(
    "an encrypted value",
    { ...prod, database: { ...prod.database, username: { secure: "v1:x" } } },
    "database.username",
    /Kubernetes Secret/,
  ),
  bad("an encrypted section", { ...dev, worker: { secure: "v1:x" } }, "worker", /Kubernetes Secret/),
  bad(
    "the superuser",
    { ...dev, database: { username: "postgres" } },
    "database.username",
    /username: "dolphinscheduler"/,
  ),
  bad(
    "a database name with a dash",
    { ...dev, database: { database: "dolphin-db" } },
    "database.database",
    /database:/,
  ),
  bad(
    "a port that does not exist",
    { ...prod, objectStore: { ...prod.objectStore, port: 70000 } },
    "objectStore.port",
    /443/,
  ),
  bad(
    "an address without a range",
    { ...prod, database: { ...prod.database, cidr: "10.1.2.3" } },
    "database.cidr",
    /"10\.1\.2\.3\/32"/,
  ),
  bad(
    "a range wider than all addresses",
    { ...prod, database: { ...prod.database, cidr: "10.0.0.0/33" } },
    "database.cidr",
    /"10\.0\.0\.0\/32"/,
  ),
  bad("a bucket in capitals", { ...dev, objectStore: { bucket: "Data" } }, "objectStore.bucket", /bucket:/),
  bad("storage without a unit", { ...dev, database: { storage: "20" } }, "database.storage", /"20Gi"/),
  bad("two members", { ...dev, registry: { members: 2 } }, "registry.members", /members: 3/),
  bad("four members", { ...dev, registry: { members: 4 } }, "registry.members", /members: 5/),
  bad("production with one member", { ...prod, registry: { members: 1 } }, "registry.members", /members: 3/),
  bad(
    "production on a demo database",
    { ...prod, database: { backend: "in-cluster" } },
    "database.backend",
    /existing/,
  ),
  bad(
    "production on a demo object store",
    { ...prod, objectStore: { backend: "minio" } },
    "objectStore.backend",
    /existing/,
  ),
  bad(
    "production with an open wire",
    { ...prod, database: { ...prod.database, sslMode: "disable" } },
    "database.sslMode",
    /sslMode: require/,
  ),
];

export const badCertificates: readonly BadInput[] = [
  bad(
    "nothing to verify a server with",
    { ...prod, database: { ...prod.database, sslMode: "verify-full" } },
    "database.caBundle",
    /configMap: database-ca/,
  ),
  bad(
    "certificates that nobody looks at",
    { ...prod, database: { ...prod.database, caBundle: { configMap: "ca" } } },
    "database.caBundle",
    /verify-full/,
  ),
  bad(
    "certificates of a database without TLS",
    { ...dev, database: { caBundle: { file: "ca.pem" } } },
    "database.caBundle",
    /backend: rds or existing/,
  ),
  bad(
    "certificates from two places",
    { ...prod, database: { ...prod.database, sslMode: "verify-ca", caBundle: { configMap: "ca", file: "ca.pem" } } },
    "database.caBundle",
    /configMap/,
  ),
];

export const badNetwork: readonly BadInput[] = [
  bad(
    "a URL for a host",
    { ...dev, ingress: { host: "https://d.example.com/ui" } },
    "ingress.host",
    /"d\.example\.com"/,
  ),
  bad("a wildcard for a host", { ...dev, ingress: { host: "*.example.com" } }, "ingress.host", /"example\.com"/),
  bad("an Ingress without a host", { ...dev, ingress: { className: "nginx" } }, "ingress.host", /remove the section/),
  bad(
    "production over plain HTTP",
    { ...prod, ingress: { host: "d.example.com" } },
    "ingress.tlsSecretName",
    /cert-manager/,
  ),
  bad(
    "open traffic without a reason",
    { ...dev, isolation: { networkPolicies: "off" } },
    "isolation.networkPolicies",
    /reason/,
  ),
  bad(
    "open traffic as older YAML reads it",
    { ...dev, isolation: { networkPolicies: false } },
    "isolation.networkPolicies",
    /reason/,
  ),
  bad(
    "a mode that does not exist",
    { ...dev, isolation: { networkPolicies: "deny" } },
    "isolation.networkPolicies",
    /"deny-by-default"/,
  ),
  bad(
    "egress to a host name",
    { ...dev, isolation: { egress: [{ from: ["worker"], cidr: "example.com", ports: [443] }] } },
    "isolation.egress.0.cidr",
    /cidr: "10\.0\.0\.0\/8"/,
  ),
  bad(
    "egress without ports",
    { ...dev, isolation: { egress: [{ from: ["worker"], cidr: "10.0.0.0/8" }] } },
    "isolation.egress.0.ports",
    /ports: \[443\]/,
  ),
  bad(
    "egress to port 0",
    { ...dev, isolation: { egress: [{ from: ["worker"], cidr: "::/0", ports: [0] }] } },
    "isolation.egress.0.ports.0",
    /443/,
  ),
  bad(
    "egress from nobody",
    { ...dev, isolation: { egress: [{ cidr: "10.0.0.0/8", ports: [443] }] } },
    "isolation.egress.0.from",
    /from: \["worker"\]/,
  ),
  bad(
    "egress from a server that does not exist",
    { ...dev, isolation: { egress: [{ from: ["alerts"], cidr: "10.0.0.0/8", ports: [443] }] } },
    "isolation.egress.0.from.0",
    /"alert"/,
  ),
  bad(
    "Pod Security set by hand",
    { ...dev, isolation: { podSecurity: "privileged" } },
    "isolation.podSecurity",
    /Remove it/,
  ),
];
