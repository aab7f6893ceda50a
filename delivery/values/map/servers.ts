import type { ServerName } from "../../../components/scheduler/types.ts";
import type { MapRow } from "../types.ts";
import { javaOptions, resources } from "./resources.ts";
import { entries, group, is, item, left, none, option, readElsewhere, volume } from "./rows.ts";
import { affinity, environmentOf, monitors, strategyOf } from "./server-values.ts";

/** What the chart and its forks have for every server. */
export function serverRows(server: ServerName): readonly MapRow[] {
  const at = (path: string) => `${server}.${path}`;
  const scaled = server === "worker" ? [is("worker.keda.enabled", false)] : [];
  return [
    none(at("enabled"), "no counterpart", "All four servers run. More pools of workers have no option."),
    { from: at("replicas"), to: at("replicas"), when: scaled, convert: option(at("replicas")) },
    { from: at("resources"), to: `${at("cpu")}, ${at("memory")}`, convert: resources(server, at("resources")) },
    { from: at("env.JAVA_OPTS"), to: at("heap"), convert: javaOptions(server) },
    { from: at("env"), to: at("env"), convert: environmentOf(server) },
    { from: at("annotations"), to: at("annotations"), convert: entries(at("annotations")) },
    { from: at("podAnnotations"), to: at("annotations"), convert: entries(at("annotations")) },
    { from: at("podLabels"), to: at("labels"), convert: entries(at("labels")) },
    { from: at("labels"), to: at("labels"), convert: entries(at("labels")) },
    { from: at("nodeSelector"), to: at("nodeSelector"), convert: entries(at("nodeSelector")) },
    { from: at("tolerations"), to: at("tolerations"), convert: option(at("tolerations")) },
    { from: at("priorityClassName"), to: at("priorityClass"), convert: option(at("priorityClass")) },
    { from: at("affinity"), to: at("spread"), convert: affinity(server) },
    ...["livenessProbe", "readinessProbe", "startupProbe"].map((it) =>
      none(at(it), "done here", "Probes that can fail, with the time that a start takes."),
    ),
    ...["podSecurityContext", "securityContext"].map((it) =>
      none(at(it), "done here", "Pods run restricted: without root and without capabilities."),
    ),
    none(at("topologySpreadConstraints"), "done here", `Zones are used evenly, nodes by ${at("spread")}.`),
    none(at("podDisruptionBudget"), "done here", "Every server with more than one replica has one."),
    none(at("podManagementPolicy"), "done here", "It is Parallel."),
    none(at("strategy"), "done here", "Pods are replaced one by one, without a gap."),
    { from: at("updateStrategy"), to: at("partition"), convert: strategyOf(server) },
    none(at("enableCustomizedConfig"), "another option", `Spring reads settings from variables: write ${at("env")}.`),
    none(
      at("customizedConfig"),
      "another option",
      `Write each setting as a variable in ${at("env")}: a.b-c.d is A_BC_D (Spring's relaxed binding).`,
    ),
    {
      from: at("service.serviceMonitor.enabled"),
      to: "monitoring.mode, isolation.monitoringNamespace",
      convert: monitors(server),
    },
    {
      from: at("service.serviceMonitor.interval"),
      to: "monitoring.scrapeInterval",
      when: [is(at("service.serviceMonitor.enabled"), true)],
      convert: option("monitoring.scrapeInterval"),
    },
    {
      from: at("service.serviceMonitor.labels"),
      to: "monitoring.labels",
      when: [is(at("service.serviceMonitor.enabled"), true)],
      convert: entries("monitoring.labels"),
    },
    none(at("service.serviceMonitor"), "done here", "A monitor knows the path of its server."),
    none(at("service.annotations"), "no counterpart", "Services get no annotations; a transform can add them."),
    none(at("service"), "no counterpart", "Services are ClusterIP; browsers come through ingress.host."),
    ...[
      "extraVolumes",
      "extraVolumeMounts",
      "extraInitContainers",
      "initContainers",
      "extraContainers",
      "extraEnv",
    ].map((it) => none(at(it), "no counterpart", "A transform adds it. Jars come with plugins.image.")),
  ];
}

/** Claims of masters and workers. Those of the others would be shared by their pods, and are none here. */
export const volumeRows: readonly MapRow[] = [
  claim("master.persistentVolumeClaim", "master.logs", "master.persistentVolumeClaim"),
  claim("worker.persistentVolumeClaim.dataPersistentVolume", "worker.data", "worker.persistentVolumeClaim"),
  claim("worker.persistentVolumeClaim.logsPersistentVolume", "worker.logs", "worker.persistentVolumeClaim"),
  { from: "worker.persistentVolumeClaim.enabled", to: "worker.data, worker.logs", convert: readElsewhere },
  ...["api", "alert"].map((server) =>
    none(
      `${server}.persistentVolumeClaim`,
      "another option",
      `Its log files go with the pod, and the console has them too; ${server}.logs is their room.`,
      is(`${server}.persistentVolumeClaim.enabled`, true),
    ),
  ),
];

function claim(from: string, to: string, gate: string): MapRow {
  return {
    from,
    to,
    when: [is(`${gate}.enabled`, true), is(`${from}.enabled`, true)],
    convert: (leaves, chart) => ({
      groups: [group(from, item(to, volume(chart.at(`${from}.storage`), chart.text(`${from}.storageClassName`))))],
      left: leaves
        .filter(({ path }) => path.endsWith(".accessModes"))
        .map(({ path }) => left(path, "done here", "Each pod has a volume of its own: ReadWriteOnce.")),
    }),
  };
}
