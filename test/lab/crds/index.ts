import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { parse } from "yaml";
import type { Api } from "../cluster-api.ts";
import { type Log, withProgress } from "../tools/progress.ts";
import type { Definition } from "./definition.ts";
import { linkerdDefinitions } from "./linkerd.ts";
import { type DefinitionModule, definitionModules } from "./modules.ts";

export type { Definition } from "./definition.ts";

/** A custom kind: "keda.sh" and "ScaledObject". */
export interface CustomKind {
  readonly group: string;
  readonly kind: string;
}

/**
 * The definitions of custom kinds, as their projects publish them. What is fetched lies in Go's module cache.
 *
 * @throws with the kinds that test/lab/crds/modules.ts and linkerd.ts do not know.
 */
export async function definitionsOf(kinds: readonly CustomKind[], log: Log): Promise<readonly Definition[]> {
  const found: Definition[] = [];
  const unknown: string[] = [];
  for (const [group, wanted] of Map.groupBy(kinds, ({ group }) => group)) {
    const all = await ofGroup(group, log);
    for (const kind of new Set(wanted.map((it) => it.kind))) {
      const definition = all.get(kind);
      if (definition === undefined) unknown.push(`${kind} of ${group}`);
      else found.push(definition());
    }
  }
  if (unknown.length > 0) throw new Error(`test/lab/crds: where is the definition of ${unknown.join(", ")}?`);
  return found;
}

type ByKind = ReadonlyMap<string, () => Definition>;

async function ofGroup(group: string, log: Log): Promise<ByKind> {
  const source = definitionModules.find((it) => it.group === group);
  if (source) return inFolder(join(await fetchModule(source, log), source.folder));
  const own = linkerdDefinitions.filter(({ spec }) => spec.group === group);
  return new Map(own.map((it) => [it.spec.names.kind, () => it]));
}

/** Only what is asked for is parsed: some of these files have half a million characters. */
function inFolder(folder: string): ByKind {
  const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
  return new Map(
    files.flatMap((name) => {
      const text = readFileSync(join(folder, name), "utf8");
      const kind = /^ {4}kind: (\w+)$/m.exec(text)?.[1];
      return kind === undefined ? [] : [[kind, () => parse(text) as Definition] as const];
    }),
  );
}

async function fetchModule({ module, version }: DefinitionModule, log: Log): Promise<string> {
  const step = { what: `definitions of ${module} ${version.slice(1)}`, expected: 10 };
  const env = { ...process.env, GOFLAGS: "-mod=mod", GOWORK: "off" };
  const args = ["mod", "download", "-json", `${module}@${version}`];
  const { stdout } = await withProgress(log, step, () => promisify(execFile)("go", args, { env }));
  const { Dir } = JSON.parse(stdout) as { readonly Dir: string };
  return Dir;
}

const path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

/** Creates definitions and waits until the API server serves their kinds. */
export async function installDefinitions(api: Api, definitions: readonly Definition[]): Promise<void> {
  for (const definition of definitions) await api.create(path, definition);
  for (const definition of definitions) await served(api, definition);
}

/** Removes them, and with them every object of their kinds. */
export async function removeDefinitions(api: Api, definitions: readonly Definition[]): Promise<void> {
  const paths = definitions.map(({ metadata }) => `${path}/${metadata.name}`);
  for (const it of paths) await api.remove(it);
  for (const it of paths) await gone(api, it);
}

/**
 * The server forgets a definition that it failed to clean up ("storage is (re)initializing", soon after it was made) and
 * looks again after five minutes only, or when somebody changes it: so once a second it is changed.
 */
async function gone(api: Api, path: string): Promise<void> {
  for (let asked = 1; (await api.get(path)) !== undefined; asked++) {
    await sleep(50);
    if (asked % 20 !== 0) continue;
    const annotations = { "dolphinpod.io/asked": String(asked) };
    // It may be gone by now.
    await api.patch(path, { metadata: { annotations } }).catch(() => undefined);
  }
}

async function served(api: Api, { metadata }: Definition): Promise<void> {
  for (;;) {
    const { status } = (await api.get(`${path}/${metadata.name}`)) as {
      readonly status?: { readonly conditions?: readonly Condition[] };
    };
    const refusal = status?.conditions?.find(({ type, status: is }) => type === "NamesAccepted" && is === "False");
    if (refusal) throw new Error(`${metadata.name}: ${refusal.message}`);
    if (status?.conditions?.some(({ type, status: is }) => type === "Established" && is === "True")) return;
    await sleep(50);
  }
}

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly message?: string;
}
