import { z } from "zod";
import { kubernetesVersionPattern } from "../../../components/platform/kubernetes-version.ts";
import { applicationVersions } from "../../../components/scheduler/versions/index.ts";
import { classes } from "../spec.ts";
import { option } from "./option.ts";
import { matching, namespaceName, objectName } from "./text.ts";
import { isTimeZone } from "./timezone.ts";

export const environmentClass = option(z.enum(classes), {
  description: "The bundle of defaults this environment starts from. Required.",
  allowed: classes.join(", "),
  example: "dev",
});

export const name = option(matching(/^[a-z]([-a-z0-9]*[a-z0-9])?$/), {
  description:
    "Release name: the prefix of every object. Changing it makes a new environment beside the old one's volumes.",
  allowed: "lower-case letters, digits and '-', beginning with a letter",
  example: "dolphinscheduler",
  hint: "name",
});

export const formerName = option(matching(/^[a-z]([-a-z0-9]*[a-z0-9])?$/), {
  description:
    "The name that this environment had until now: what it has in AWS follows. Until the update is done; see " +
    "docs/production.md.",
  allowed: "lower-case letters, digits and '-', beginning with a letter",
  example: "dolphinscheduler",
  hint: "name",
});

export const namespace = namespaceName(
  "Namespace that the environment has to itself; it is made with the environment. Left out, the name.",
  "dolphinscheduler",
);

export const cluster = z.strictObject({
  context: option(matching(/^\S{1,253}$/), {
    description: "Context of the kubeconfig. Left out, its current context; class prod asks for a fixed one.",
    allowed: "the name of a context, without spaces",
    example: "prod-eu",
  }).optional(),
  kubernetesVersion: option(matching(kubernetesVersionPattern), {
    description:
      "Minor version of its Kubernetes. With it, versions that do not fit are found without the cluster, and a " +
      "preview fails where the server has another one. Quoted, because 1.30 is a number in YAML.",
    allowed: "a minor version of Kubernetes, quoted",
    example: "1.34",
  }).optional(),
});

const knownVersions = Object.keys(applicationVersions);

export const version = option(z.enum(knownVersions), {
  description: "Version of Apache DolphinScheduler: one that has a data file in components/scheduler/versions.",
  allowed: knownVersions.join(", "),
  example: "3.2.2",
});

export const timezone = option(z.string().refine(isTimeZone), {
  description: "Time zone of servers, schedules and database sessions: one for all.",
  allowed: "an IANA time zone such as UTC or Europe/Berlin",
  example: "Europe/Berlin",
  hint: "timezone",
});

export const storage = objectName(
  "Storage class of every volume that names none. Left out, the cluster's default class.",
  "gp3",
);

export const deletion = option(z.enum(["retain", "delete"]), {
  description:
    "What happens to data volumes and their generated secrets when the stack is destroyed. Class prod retains them.",
  allowed: "retain, delete",
  example: "retain",
});
