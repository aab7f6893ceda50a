import type { ObjectView } from "../../core/model.ts";
import { carries, podLabels, selects, serverContainers } from "../../core/pods.ts";
import { isServer } from "../../core/roles.ts";
import type { EnvironmentRule, ObjectRule, Rule } from "../../core/rule.ts";
import { podMonitor, prometheusRule, runningTypes, service, serviceMonitor, valuesTypes } from "../../core/types.ts";

const text = { pack: "scheduler", star: true } as const;

export const servicemonitorCoverage: EnvironmentRule = {
  ...text,
  scope: "environment",
  id: "servicemonitor-coverage",
  title: "What is monitored is monitored completely",
  severity: "medium",
  why: "A dashboard that shows three servers of four looks whole: the missing one fails unseen.",
  remediation: "Add a ServiceMonitor for each of master, worker, api and alert.",
  link: "https://github.com/apache/dolphinscheduler/issues/14539",
  origin: "A9; apache/dolphinscheduler#14539",
  parameters: ["monitoring"],
  evaluate: (environment, { parameters: { monitoring } }) => {
    const monitors = environment.of(serviceMonitor, podMonitor);
    const servers = environment.of(...runningTypes).filter(({ role }) => isServer(role));
    if (monitoring === "whole" && monitors.length === 0) return [];
    return servers
      .filter((object) => {
        const labels = podLabels(object);
        const services = environment.in(object.namespace, service);
        const own = services.filter((it) => it.at("spec", "selector").keys.length > 0);
        const leading = own.filter((it) => carries(labels, it.at("spec", "selector")));
        return !monitors.some((monitor) => {
          const selector = monitor.at("spec", "selector");
          return monitor.type === podMonitor
            ? selects(selector, labels) && scrapesServer(monitor, object)
            : leading.some((it) => selects(selector, it.at("metadata", "labels")));
        });
      })
      .map((object) => {
        const at = object.at("metadata", "name");
        const received = "a server that no monitor scrapes";
        return { object, at, allowed: "a ServiceMonitor", fix: "Add one for its Service.", received, missing: true };
      });
  },
};

/** Whether a monitor of pods asks the server, and not a helper beside it: a proxy, a cleaner of logs. */
function scrapesServer(monitor: ObjectView, server: ObjectView): boolean {
  const ports = serverContainers(server).flatMap((container) => container.at("ports").items);
  const known = [...ports.map((port) => port.at("name").text), ...ports.map((port) => port.at("containerPort").number)];
  return monitor
    .at("spec", "podMetricsEndpoints")
    .items.map((endpoint) => endpoint.at("port").text ?? endpoint.at("portNumber").number)
    .some((port) => port !== undefined && known.includes(port));
}

export const alertsForEveryComponent: EnvironmentRule = {
  ...text,
  scope: "environment",
  id: "alerts-for-every-component",
  title: "Every server has an alert",
  severity: "medium",
  why: "A metric that nobody is told about is looked at after the incident.",
  remediation: "Add a rule about the server's application label, for example that it is away.",
  link: "https://prometheus-operator.dev/docs/developer/alerting/",
  origin: "A9; apache/airflow#28779",
  parameters: ["monitoring"],
  evaluate: (environment, { parameters: { monitoring } }) => {
    const rules = environment.of(prometheusRule);
    if (monitoring === "whole" && rules.length === 0) return [];
    const expressions = rules.map(({ root }) => JSON.stringify(root.at("spec").value ?? "")).join("\n");
    return environment
      .of(...runningTypes)
      .filter(({ role }) => isServer(role))
      .filter(({ role }) => !new RegExp(`\\b${role}(-server)?\\b|ds_${role}_`).test(expressions))
      .map((object) => {
        const at = object.at("metadata", "name");
        const received = `no alert that names ${object.role}`;
        return { object, at, allowed: "a PrometheusRule", fix: "Add an alert for it.", received, missing: true };
      });
  },
};

/** Releases of kube-prometheus and the minor versions of Kubernetes that they are tested with (its README). */
const supported: readonly { readonly release: string; readonly from: number; readonly to: number }[] = [
  { release: "0.16", from: 32, to: 34 },
  { release: "0.17", from: 33, to: 35 },
  { release: "0.18", from: 33, to: 36 },
];

export const kubePrometheusMatchesKubernetes: ObjectRule = {
  ...text,
  scope: "object",
  id: "kube-prometheus-matches-kubernetes",
  title: "kube-prometheus fits the cluster's Kubernetes",
  severity: "medium",
  why: "A release that does not know the cluster's version scrapes metrics that are gone: dashboards stay empty and alerts silent.",
  remediation: "Choose the release that the compatibility table names.",
  link: "https://github.com/prometheus-operator/kube-prometheus#compatibility",
  origin: "A9",
  parameters: ["kubernetesVersion"],
  types: ["kubernetes:yaml/v2:ConfigFile", "kubernetes:yaml/v2:ConfigGroup", ...valuesTypes],
  evaluate: (object, { parameters: { kubernetesVersion } }) => {
    const minor = Number(/^v?1\.(\d+)/.exec(kubernetesVersion)?.[1]);
    const places = [object.at("version"), object.at("file"), ...object.at("files").items];
    const named = [object.at("chart").text, object.name, ...places.map((it) => it.text)];
    if (!named.some((name) => /kube-prometheus(?!-stack)/.test(name ?? "")) || Number.isNaN(minor)) return [];
    return places.flatMap((at) => {
      const release = /v?(0\.\d+)(\.\d+)?/.exec(at.text ?? "")?.[1];
      const range = supported.find((it) => it.release === release);
      if (release === undefined || (range && minor >= range.from && minor <= range.to)) return [];
      const fitting = supported.filter((it) => minor >= it.from && minor <= it.to).map((it) => it.release);
      const allowed = `${fitting.join(" or ") || "a release of the table"} for Kubernetes 1.${minor}`;
      return [{ at, received: `kube-prometheus ${release}`, allowed, fix: "Choose that release." }];
    });
  },
};

export const observabilityRules: readonly Rule[] = [
  servicemonitorCoverage,
  alertsForEveryComponent,
  kubePrometheusMatchesKubernetes,
];
