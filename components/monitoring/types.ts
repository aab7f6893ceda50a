import type { CertificateNames } from "../registry/certificates.ts";
import type { ServerName } from "../scheduler/types.ts";
import type { AlertName } from "./alert-names.ts";
import type { Thresholds } from "./thresholds.ts";

/** How Prometheus finds the environment, and what its alerts compare with. */
export interface MonitoringSpec {
  /** Labels of ServiceMonitors, PodMonitors and rules, by which a Prometheus that looks for labels finds them. */
  readonly labels: Readonly<Record<string, string>>;
  /** Seconds between two scrapes. */
  readonly scrapeSeconds: number;
  readonly thresholds: Thresholds;
  /** Alerts that are left out. */
  readonly silenced: readonly AlertName[];
  /** Where the pages of docs/runbooks are read, without a slash at the end. */
  readonly runbooks: string;
}

/** What of an environment is watched: known from its specification, before anything is made. */
export interface Watched {
  /** Release name: prefix of every object. */
  readonly instance: string;
  readonly namespace: string;
  /** Version of the application, which decides what its servers show. */
  readonly version: string;
  /** Replicas of each server; with autoscaling, the fewest. */
  readonly replicas: Readonly<Record<ServerName, number>>;
  /** Tasks that one worker runs at once. */
  readonly workerThreads: number;
  /** "elsewhere": not in the namespace, so somebody else watches it. */
  readonly database: "postgresql" | "cloudnative-pg" | "elsewhere";
  /** Our own registry; undefined where it is somewhere else. */
  readonly registry:
    | {
        readonly kind: "zookeeper" | "etcd";
        readonly members: number;
        /** Its cert-manager Certificates by whose they are; undefined where anybody may use it. */
        readonly certificates: CertificateNames | undefined;
      }
    | undefined;
  readonly objectStore: "minio" | "elsewhere";
  /** Whether log cleaners stand beside masters and workers. */
  readonly logCleaners: "present" | "none";
  /** The cert-manager Certificate of the user interface, which is named as its Secret; undefined where there is none. */
  readonly certificate: string | undefined;
}
