import { applicationVersions } from "../../../components/scheduler/versions/index.ts";
import type { Chart, Convert, MapRow } from "../types.ts";
import { asText, group, item, left, none, option } from "./rows.ts";

/** What is written where the tag names no version that is known: the last chart and images that fit each other. */
const usualVersion = "3.2.2";

/** The version is the tag, or what stands before its first dash: 3.2.2-acme.4. */
const versionAndTag: Convert = (_, chart) => {
  const path = "image.tag";
  const tag = chart.text(path);
  const version = Object.keys(applicationVersions).find((it) => tag === it || tag.startsWith(`${it}-`));
  if (version === undefined) {
    const action = `It names no version that is known here, so ${usualVersion} is written. Write in version what runs; an older one is upgraded by the first update (dump the database before).`;
    return { groups: [{ ...group(path, item("version", usualVersion)), guess: left(path, "assumed", action) }] };
  }
  const own = tag === version ? [] : [item("image.tag", tag)];
  return { groups: [group(path, item("version", version), ...own)] };
};

/** Upstream's own images, also by the names that they had in charts 3.1 and 3.2.1. */
function registryPath(value: unknown): string | undefined {
  const path = asText(value)
    .replace(/\/+$/, "")
    .replace(/\/dolphinscheduler$/, "");
  return ["apache", "dolphinscheduler.docker.scarf.sh/apache"].includes(path) ? undefined : path;
}

const otherName =
  (component: string): Convert =>
  ([leaf], chart) => {
    if (leaf === undefined) return {};
    const registry = registryPath(chart.at("image.registry")) ?? "apache";
    const image = `${registry}/${asText(leaf.value)}:${chart.text("image.tag")}`;
    return { groups: [group(leaf.path, item(`image.overrides.${component}`, image))] };
  };

const names = (value: unknown) => {
  const list = Array.isArray(value) ? value : [value];
  return list.map((it: unknown) => (typeof it === "object" && it !== null && "name" in it ? it.name : it));
};

export const generalRows: readonly MapRow[] = [
  { from: "timezone", to: "timezone", convert: (_, chart: Chart) => timezone(chart), always: true },
  { from: "image.registry", to: "image.registry", convert: option("image.registry", registryPath) },
  { from: "image.pullPolicy", to: "image.pullPolicy", convert: option("image.pullPolicy") },
  { from: "image.pullSecret", to: "image.pullSecrets", convert: option("image.pullSecrets", names) },
  { from: "imagePullSecrets", to: "image.pullSecrets", convert: option("image.pullSecrets", names) },
  ...["master", "worker", "api", "alert", "tools"].map(
    (component): MapRow => ({
      from: `image.${component}`,
      to: `image.overrides.${component}`,
      convert: otherName(component),
    }),
  ),
  // After the images: a version without stock images that work is taken only with images of one's own.
  { from: "image.tag", to: "version, image.tag", convert: versionAndTag, always: true },
  none("image", "no counterpart", "See docs/images.md for what an image may be."),
  { from: "fullnameOverride", to: "name", convert: option("name") },
  none("initImage", "done here", "No init container waits: the schema Job runs before the servers."),
  none("datasource", "done here", "The database is PostgreSQL."),
  none("conf.auto", "done here", "Pods are replaced when their configuration changes."),
  none(
    "networkPolicy",
    "done here",
    "Everything is denied that DolphinScheduler does not need; isolation.egress opens more.",
  ),
  none("serviceAccount", "no counterpart", "No pod has a token of the cluster's API."),
  none("rbac", "done here", "Servers need no rights in the cluster."),
];

/** Written even where it is the chart's own, Asia/Shanghai: another one would move every schedule. */
function timezone(chart: Chart) {
  return { groups: [group("timezone", item("timezone", chart.text("timezone")))] };
}
