import { z } from "zod";
import { availability } from "./sections/availability.ts";
import { aws } from "./sections/aws.ts";
import { database, objectStore } from "./sections/backing.ts";
import { scheduler } from "./sections/delivery.ts";
import { externalSecrets } from "./sections/external-secrets.ts";
import {
  cluster,
  deletion,
  environmentClass,
  formerName,
  name,
  namespace,
  storage,
  timezone,
  version,
} from "./sections/general.ts";
import { gitops } from "./sections/gitops.ts";
import { image, plugins } from "./sections/images.ts";
import { login } from "./sections/login.ts";
import { logs } from "./sections/logs.ts";
import { mesh } from "./sections/mesh.ts";
import { monitoring } from "./sections/monitoring.ts";
import { ingress, isolation } from "./sections/network.ts";
import { platform } from "./sections/platform.ts";
import { registry } from "./sections/registry.ts";
import { security } from "./sections/security.ts";
import { alert, api, master, worker } from "./sections/servers.ts";
import { tls } from "./sections/tls.ts";

/** The sections of a stack file, in the order in which they are documented and printed. */
export const settingsSchema = z.strictObject({
  class: environmentClass,
  name,
  formerName: formerName.optional(),
  namespace: namespace.optional(),
  cluster,
  version,
  image,
  plugins,
  timezone,
  scheduler,
  storage: storage.optional(),
  aws,
  master,
  worker,
  api,
  alert,
  database,
  objectStore,
  registry,
  externalSecrets,
  ingress,
  tls,
  login,
  isolation,
  monitoring,
  mesh,
  logs,
  availability,
  security,
  platform,
  gitops,
  deletion,
});

/** All sections with every option that has a default: what the layers add up to. */
export type Settings = z.infer<typeof settingsSchema>;

/** What one layer says: of any section any options. An option is replaced as a whole, never mixed with a lower layer's. */
export const layerSchema = z
  .strictObject({
    ...settingsSchema.shape,
    cluster: cluster.partial().describe("Where the environment runs."),
    image: image.partial().describe("Where the application's images come from."),
    plugins: plugins.partial().describe("Jars for the servers that are in none of their images."),
    scheduler: scheduler.partial().describe("How the scheduler's objects come into the cluster: docs/deliveries.md."),
    aws: aws.partial().describe("Where in AWS backends `rds` and `s3` are."),
    master: master.partial().describe("The masters: they split workflows into tasks and hand them out."),
    worker: worker.partial().describe("The workers: they run the tasks."),
    api: api.partial().describe("The API servers: the user interface and its API."),
    alert: alert.partial().describe("The alert servers: they send notifications."),
    database: database.partial().describe("The scheduler's PostgreSQL."),
    objectStore: objectStore.partial().describe("The S3 API where resource files and task logs go."),
    registry: registry.partial().describe("Where the servers register, elect a leader and lock."),
    externalSecrets: externalSecrets
      .partial()
      .describe("Secrets of backends `existing` that the External Secrets Operator fills from a store outside."),
    ingress: ingress
      .partial()
      .describe("How browsers reach the user interface. Without this section there is no Ingress."),
    tls: tls.partial().describe("The certificate of the user interface. Without this section there is none."),
    platform: platform.partial().describe("What the environment needs of the cluster beside itself."),
    gitops: gitops.partial().describe("How Argo CD delivers the environment from a repository. See docs/gitops.md."),
    login: login.partial().describe("Who may sign in to the user interface."),
    security: security.partial().describe("The first login, and how data source passwords are stored."),
    monitoring: monitoring
      .partial()
      .describe("How Prometheus watches the environment, and what it raises alerts about."),
    isolation: isolation.partial().describe("Who may talk to whom."),
    logs: logs.partial().describe("How log files are kept from filling their volumes."),
    availability: availability.partial().describe("What keeps the environment up."),
    mesh: mesh.partial().describe("Linkerd between the environment's pods."),
  })
  .partial();

export type Layer = z.infer<typeof layerSchema>;
