import type { ObjectRule } from "../../core/rule.ts";
import { configMap } from "../../core/types.ts";

export const schedulerUsesObjectStore: ObjectRule = {
  pack: "aws",
  scope: "object",
  id: "scheduler-uses-object-store",
  title: "Resource files are in an object store",
  severity: "high",
  star: true,
  why: "On a local disk a file that was uploaded to one API server is not there for the worker that needs it.",
  remediation: "Set resource.storage.type to S3; an objectStore of the stack file does.",
  link: "https://dolphinscheduler.apache.org/en-us/docs/3.2.2/guide/resource/configuration",
  origin: "A12",
  types: [configMap],
  evaluate: (object) => {
    const at = object.at("data", "common.properties");
    const type = /^\s*resource\.storage\.type\s*[=:]\s*(\S+)/m.exec(at.text ?? "")?.[1];
    if (type === undefined || /^(S3|OSS|GCS|ABS|OBS|COS)$/i.test(type)) return [];
    return [{ at, received: `resource.storage.type=${type}`, allowed: "S3 or another object store", fix: "Write S3." }];
  },
};
