import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { healthChecks } from "../../../components/gitops/health.ts";
import { groupOf } from "../../../delivery/render/contents.ts";
import type { Manifest } from "../../../delivery/render/index.ts";

export interface Health {
  readonly status: string;
  readonly message: string;
}

/** What Argo CD would say of an object: by our check where there is one, else as its own checks do. */
export function healthOf(object: Manifest, lua: string): Health {
  const check = healthChecks[`${groupOf(object.apiVersion)}_${object.kind}`];
  return check === undefined ? builtIn(object) : ask(check, object, lua);
}

/** Runs a check in Argo CD's own Lua. */
export function ask(check: string, object: unknown, lua: string): Health {
  const folder = mkdtempSync(join(tmpdir(), "dolphinpod-lua-"));
  const program = `obj = ${literal(object)}\nlocal health = (function()\n${check}\nend)()\nprint(health.status .. "\\n" .. (health.message or ""))\n`;
  try {
    writeFileSync(join(folder, "check.lua"), program);
    const [status = "", message = ""] = execFileSync(lua, [join(folder, "check.lua")], { encoding: "utf8" }).split(
      "\n",
    );
    return { status, message };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return "nil";
  if (Array.isArray(value)) return `{${value.map(literal).join(", ")}}`;
  if (typeof value !== "object") return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, inner]) => `[${JSON.stringify(key)}] = ${literal(inner)}`)
    .join(", ")}}`;
}

interface Status {
  readonly availableReplicas?: number;
  readonly observedGeneration?: number;
  readonly readyReplicas?: number;
  readonly succeeded?: number;
  readonly updatedReplicas?: number;
}

function builtIn({ kind, ...object }: Manifest): Health {
  const status = (object["status"] ?? {}) as Status;
  const { replicas = 1 } = (object["spec"] ?? {}) as { readonly replicas?: number };
  const healthy = { status: "Healthy", message: "" };
  const progressing = { status: "Progressing", message: JSON.stringify(status) };
  switch (kind) {
    case "Job":
      return status.succeeded === 1 ? healthy : progressing;
    case "Deployment":
    case "StatefulSet":
      return status.readyReplicas === replicas && status.updatedReplicas === replicas ? healthy : progressing;
    default:
      return healthy;
  }
}
