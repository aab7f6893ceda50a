import type { PolicyObject } from "../core/object.ts";
import { instance, manifest } from "./servers.ts";

/** Worker, scaled by the length of the queue; not part of the environment, whose workers have a number. */
export const scaledObject = manifest("keda.sh/v1alpha1", "ScaledObject", `${instance}-worker`, {
  spec: {
    advanced: {
      horizontalPodAutoscalerConfig: {
        behavior: {
          scaleDown: { policies: [{ periodSeconds: 60, type: "Pods", value: 1 }], stabilizationWindowSeconds: 600 },
        },
      },
    },
    maxReplicaCount: 20,
    minReplicaCount: 2,
    scaleTargetRef: { kind: "StatefulSet", name: `${instance}-worker` },
    triggers: [{ metadata: { query: "SELECT count(*) FROM t_ds_task_instance" }, type: "postgresql" }],
  },
});

const serverValues = { image: "dolphinscheduler", persistentVolumeClaim: { enabled: true }, replicas: "3" };

/** The chart as a Helm release: policies see its values alone. */
export const release: PolicyObject = {
  type: "kubernetes:helm.sh/v3:Release",
  name: "released",
  protect: false,
  properties: {
    chart: "oci://registry-1.docker.io/apache/dolphinscheduler-helm",
    values: {
      alert: { replicas: "1" },
      api: { replicas: "2" },
      externalDatabase: { host: "db.example.com", password: "" },
      image: { registry: "apache", tag: "3.2.2" },
      master: serverValues,
      minio: { enabled: false },
      mysql: { enabled: false },
      postgresql: { enabled: false },
      worker: {
        ...serverValues,
        keda: { enabled: false, maxReplicaCount: 10 },
        persistentVolumeClaim: { enabled: true, logsPersistentVolume: { enabled: true } },
      },
      zookeeper: { enabled: false },
    },
    version: "3.2.2",
  },
};
