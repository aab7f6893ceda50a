import type { PolicyObject } from "../core/object.ts";
import { instance, manifest } from "./servers.ts";

/** How servers are removed: one at a time. */
export const slowly = {
  horizontalPodAutoscalerConfig: {
    behavior: {
      scaleDown: { policies: [{ periodSeconds: 60, type: "Pods", value: 1 }], stabilizationWindowSeconds: 600 },
    },
  },
};

/** Worker, scaled by the length of the queue; not part of the environment, whose workers have a number. */
export const scaledObject = manifest("keda.sh/v1alpha1", "ScaledObject", `${instance}-worker`, {
  spec: {
    advanced: slowly,
    maxReplicaCount: 20,
    minReplicaCount: 2,
    scaleTargetRef: { kind: "StatefulSet", name: `${instance}-worker` },
    triggers: [{ metadata: { query: "SELECT count(*) FROM t_ds_task_instance" }, type: "postgresql" }],
  },
});

const resources = { limits: { memory: "2Gi" }, requests: { cpu: "500m", memory: "2Gi" } };
const env = { JAVA_OPTS: "-Xms1g -Xmx1g -XX:ActiveProcessorCount=2" };
const serverValues = { env, replicas: "2", resources };
const statefulValues = { ...serverValues, persistentVolumeClaim: { enabled: true }, replicas: "3" };

/** The chart as a Helm release: policies see its values alone. */
export const release: PolicyObject = {
  type: "kubernetes:helm.sh/v3:Release",
  name: "released",
  protect: false,
  properties: {
    chart: "oci://registry-1.docker.io/apache/dolphinscheduler-helm",
    values: {
      alert: { ...serverValues, replicas: "1" },
      api: serverValues,
      externalDatabase: { host: "db.example.com", params: "sslmode=require", password: "" },
      image: { registry: "apache", tag: "3.2.2" },
      master: statefulValues,
      minio: { enabled: false },
      mysql: { enabled: false },
      postgresql: { enabled: false },
      worker: {
        ...statefulValues,
        keda: { enabled: false, maxReplicaCount: 10 },
        persistentVolumeClaim: { enabled: true, logsPersistentVolume: { enabled: true } },
      },
      zookeeper: { enabled: false },
    },
    version: "3.2.2",
  },
};
