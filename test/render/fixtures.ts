import { type Rendered, type Rendering, renderFolder } from "../../delivery/render/index.ts";
import type { ChartChild, Registration } from "../../stacks/check/index.ts";
import { resolveOrThrow } from "../../stacks/config/index.ts";
import { workload } from "../scheduler/rendered.ts";

export const namespace = "data";

/** A server as the scheduler's chart renders it. */
const server: ChartChild = {
  type: "kubernetes:apps/v1:StatefulSet",
  name: "dolphin:data/dolphin-worker",
  inputs: workload("worker"),
};
/** The Secret that the chart makes of an empty password. */
const empty: ChartChild = {
  type: "kubernetes:core/v1:Secret",
  name: "dolphin:data/dolphin-externaldb",
  inputs: {
    apiVersion: "v1",
    data: { "database-password": "" },
    kind: "Secret",
    metadata: { name: "dolphin-externaldb", namespace },
  },
};

export const options = { chart: "chart", folder: ".", renderChart: renderOf([server, empty]) };

function renderOf(children: readonly ChartChild[]) {
  // The look at the cluster is a chart too.
  return async (name: string) => (name.endsWith("-cluster-check") ? [] : children);
}

export const repository = "https://git.example.com/environments";
export const store = { store: "vault", prefix: "prod/ds" };

export function rendered(input: Record<string, unknown>, given: Partial<typeof options> = {}): Promise<Rendered> {
  return renderFolder(resolveOrThrow({ name: "dolphin", namespace, ...input }).spec, { ...options, ...given });
}

export async function rendering(
  input: Record<string, unknown>,
  given: Partial<typeof options> = {},
): Promise<Rendering> {
  const result = await rendered(input, given);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.rendering;
}

export function waveOf({ manifests }: Rendering, kind: string, name: string): number {
  const found = manifests.find((it) => it.kind === kind && it.metadata.name === name);
  if (found === undefined) throw new Error(`no ${kind} ${name}`);
  return Number(found.metadata.annotations?.["argocd.argoproj.io/sync-wave"]);
}

/** A registration of the program; `after` are names of others. */
export function registration(
  type: string,
  name: string,
  given: { component?: string; after?: readonly Registration[]; inputs?: object; retained?: boolean } = {},
): Registration {
  const { after = [], component = "database:PostgresDatabase", inputs = {}, retained = false } = given;
  const [, version = "", kind = ""] = type.split(":");
  const head = {
    apiVersion: version.replace("core/", ""),
    kind: kind.replace(/Patch$/, ""),
    metadata: { name, namespace },
  };
  return {
    urn: `urn:pulumi:check::dolphinpod::dolphinpod:${component}$${type}::${name}`,
    type,
    name,
    parent: "",
    custom: true,
    remote: false,
    inputs: type.startsWith("kubernetes:") ? { ...head, ...inputs } : { ...inputs },
    protect: false,
    retainOnDelete: retained,
    dependencies: after.map(({ urn }) => urn),
  };
}

export const base64 = (text: string): string => Buffer.from(text).toString("base64");
