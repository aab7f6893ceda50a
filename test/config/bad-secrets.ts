import { type BadInput, bad, cloud, dev, prod } from "./base.ts";

/** In pieces, so that no scanner takes it for a real one. */
const github = ["ghp", "0123456789abcdefghij0123456789abcdef"].join("_");
const slack = ["https://hooks.slack.com", "services/T0/B0/x"].join("/");
const basic = ["Basic", "ZG9scGhpbjpodW50ZXIy"].join(" ");

const variable = (name: string, value: string) =>
  bad(
    `the variable ${name} in plain sight`,
    { ...dev, worker: { env: { [name]: value } } },
    `worker.env.${name}`,
    /Kubernetes Secret/,
  );
const shown = (says: string, input: Record<string, unknown>, path: string) =>
  bad(`${says} in plain sight`, input, path, /docs\/secrets\.md/);
const annotation = (key: string, value: string) =>
  shown(`the annotation ${key}`, { ...dev, worker: { annotations: { [key]: value } } }, `worker.annotations.${key}`);
const taken = (says: string, input: Record<string, unknown>, path: string) =>
  bad(`${says} under a name that is made here`, input, path, /another name/);

const cnpg = {
  ...prod,
  database: { backend: "cloudnative-pg", backups: { bucket: "acme", secretName: "dolphinscheduler-database" } },
};
const issuer = { ingress: { host: "d.example.com" }, tls: { issuer: { kind: "acme-http" } } };

export const badSecrets: readonly BadInput[] = [
  variable("MYSQL_PWD", "hunter2"),
  variable("DB_PASS", "hunter2"),
  variable("GH_PAT", "hunter2"),
  variable("SLACK_WEBHOOK", "https://chat.example.com/x"),
  variable("NOTIFY", slack),
  variable("CLONE_WITH", github),
  variable("HEADER", basic),
  annotation("x/token", "hunter2"),
  annotation("x/header", basic),
  shown(
    "a password of the Ingress",
    { ...dev, ingress: { host: "d.example.com", annotations: { "x/auth": basic } } },
    "ingress.annotations.x/auth",
  ),
  shown(
    "a password among the tags",
    { ...cloud, aws: { ...cloud.aws, tags: { password: "hunter2" } } },
    "aws.tags.password",
  ),
  shown("a token in any option", { ...dev, image: { registry: `registry.example.com/${github}` } }, "image.registry"),
  taken(
    "a Secret of the database",
    {
      ...dev,
      database: { backend: "existing", secretName: "dolphinscheduler-object-store" },
    },
    "database.secretName",
  ),
  taken("a login", { ...dev, security: { adminSecretName: "dolphinscheduler-database" } }, "security.adminSecretName"),
  taken("a salt", { ...dev, name: "etl", security: { saltSecretName: "etl-minio-root" } }, "security.saltSecretName"),
  taken("the backups' key", cnpg, "database.backups.secretName"),
  taken("a pull secret", { ...dev, ...issuer, image: { pullSecrets: ["dolphinscheduler-tls"] } }, "image.pullSecrets"),
];

/** What sounds like a secret and is none. */
export const goodSecrets: readonly [string, Record<string, unknown>][] = [
  ["a switch of something", { ...dev, worker: { env: { PASS_THROUGH: "on", COMPASS: "north" } } }],
  ["prose", { ...dev, worker: { annotations: { "x/how": "Basic authentication, Bearer authorization" } } }],
  ["the name of a Secret", { ...dev, ingress: { host: "d.example.com", annotations: { "x/auth-secret": "users" } } }],
  ["a time", { ...dev, worker: { annotations: { "x/token-expiration": "86400" } } }],
  [
    "a retained Secret of a backend that is gone",
    { ...prod, database: { ...prod.database, secretName: "dolphinscheduler-database" } },
  ],
];
