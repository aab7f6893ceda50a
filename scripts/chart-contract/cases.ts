import { chartValues } from "../../components/scheduler/values.ts";
import { jdbcSpec, spec } from "../../test/scheduler/spec.ts";

/** All four subcharts off, as the contract chart and Dolphinpod want it. */
const standalone = {
  minio: { enabled: false },
  mysql: { enabled: false },
  postgresql: { enabled: false },
  zookeeper: { enabled: false },
};

const claim = { enabled: true };
const customized = { enableCustomizedConfig: true, customizedConfig: { "application.yaml": "a: b\nc: d\n" } };
const placed = {
  affinity: { nodeAffinity: {} },
  annotations: { note: "a" },
  nodeSelector: { pool: "a" },
  resources: { limits: { cpu: "1" } },
  tolerations: [{ key: "a", operator: "Exists" }],
};

/** Values to render both charts with: what Dolphinpod deploys, and what reaches every other branch of the charts. */
export const cases: Readonly<Record<string, unknown>> = {
  "as Dolphinpod deploys it": chartValues(spec),
  "as Dolphinpod deploys it with the jdbc registry": chartValues(jdbcSpec),
  "the chart's defaults without subcharts": standalone,
  "everything switched on, with the jdbc registry": {
    ...standalone,
    image: { pullSecret: "registry-access", tag: "3.2.2" },
    registryJdbc: { enabled: true, hikariConfig: { enabled: true, jdbcurl: "jdbc:postgresql://a/b?c=d" } },
    master: { ...placed, ...customized, persistentVolumeClaim: claim },
    worker: {
      ...placed,
      ...customized,
      persistentVolumeClaim: { enabled: true, dataPersistentVolume: claim, logsPersistentVolume: claim },
    },
    alert: { ...placed, ...customized, persistentVolumeClaim: claim },
    api: {
      ...placed,
      ...customized,
      persistentVolumeClaim: claim,
      service: { annotations: { note: "a" } },
      strategy: { type: "Recreate" },
    },
  },
  "a pool of workers alone, with an external MySQL": {
    ...standalone,
    alert: { enabled: false },
    api: { enabled: false },
    master: { enabled: false },
    externalDatabase: { type: "mysql", port: "3306" },
    worker: {
      livenessProbe: { enabled: false },
      persistentVolumeClaim: { enabled: true, dataPersistentVolume: claim },
    },
  },
};
