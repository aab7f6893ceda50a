import { array, at, type Json, type JsonObject, object, text } from "../../../../stacks/check/kubernetes/json.ts";
import { label, nameOf, namespaceOf } from "../../../../stacks/check/kubernetes/objects.ts";
import type { ApiClient } from "../client.ts";
import { condition } from "./conditions.ts";

const MOST_REASONS = 6;

/** Why an object is not ready, from its events and its pods; empty when the server cannot be asked. */
export async function explain(client: ApiClient, live: JsonObject): Promise<string[]> {
  try {
    const pods = await podsOf(client, live);
    const troubles = pods.flatMap(podTroubles);
    const events = await Promise.all([live, ...pods.slice(0, 3)].map((about) => warnings(client, about)));
    const news = events.flat().filter(({ message }) => !troubles.some((trouble) => trouble.includes(message)));
    return [...new Set([...troubles, ...news.map(({ text }) => text)])].slice(0, MOST_REASONS);
  } catch {
    return [];
  }
}

async function podsOf(client: ApiClient, live: JsonObject): Promise<JsonObject[]> {
  const labels = object(at(live, "spec", "selector", "matchLabels"));
  if (Object.keys(labels).length === 0) return [];
  const labelSelector = Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
  const list = await client.request({
    method: "GET",
    path: `/api/v1/namespaces/${namespaceOf(live)}/pods`,
    query: { labelSelector },
  });
  return array(list["items"]).map((pod) => ({ kind: "Pod", ...object(pod) }));
}

/** What the containers and the scheduler say about a pod that is not ready. */
export function podTroubles(pod: JsonObject): string[] {
  if (condition(pod, "Ready")?.status === "True") return [];
  const unscheduled = condition(pod, "PodScheduled");
  const scheduling = unscheduled?.status === "False" ? [`${label(pod)}: ${unscheduled.message}`] : [];
  const statuses = ["initContainerStatuses", "containerStatuses"].flatMap((field) => array(at(pod, "status", field)));
  return [...scheduling, ...statuses.flatMap((status) => containerTrouble(pod, status))];
}

function containerTrouble(pod: JsonObject, status: Json): string[] {
  const about = `${label(pod)}, container ${text(at(status, "name"))}`;
  const state = object(at(status, "state"));
  for (const kind of ["waiting", "terminated"]) {
    const reason = text(at(state, kind, "reason"));
    if (reason && reason !== "Completed") return [`${about}: ${reason} ${text(at(state, kind, "message"))}`.trim()];
  }
  return [];
}

async function warnings(client: ApiClient, about: JsonObject): Promise<{ text: string; message: string }[]> {
  const uid = text(at(about, "metadata", "uid"));
  const list = await client.request({
    method: "GET",
    path: namespaceOf(about) ? `/api/v1/namespaces/${namespaceOf(about)}/events` : "/api/v1/events",
    query: { fieldSelector: `involvedObject.uid=${uid},involvedObject.name=${nameOf(about)},type=Warning` },
  });
  return array(list["items"])
    .slice(-2)
    .map((event) => {
      const message = text(at(event, "message"));
      return { text: `${label(about)}: ${text(at(event, "reason"))}: ${message}`, message };
    });
}
