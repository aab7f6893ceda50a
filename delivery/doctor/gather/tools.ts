import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { isRecord } from "../../../stacks/config/problems.ts";
import type { ToolFacts } from "../facts.ts";
import { type Ask, answer } from "./ask.ts";

/** Packages of the SDK whose resources need a plugin. */
const withPlugin = ["aws", "kubernetes", "random"];

/** Looks at the programs of this machine. */
export async function gatherTools(ask: Ask, env: NodeJS.ProcessEnv = process.env): Promise<ToolFacts> {
  const [pulumi, kubectl, plugins, backend, stacks] = await Promise.all([
    answer(ask, "pulumi", ["version"], (text) => text.trim().replace(/^v/, "")),
    answer(ask, "kubectl", ["version", "--client", "--output", "json"], clientVersion),
    answer(ask, "pulumi", ["plugin", "ls", "--json"], (text) =>
      records(JSON.parse(text)).map(({ name, version }) => ({ name: String(name), version: String(version) })),
    ),
    answer(ask, "pulumi", ["whoami", "--json", "--non-interactive"], (text) => {
      const { url, user } = JSON.parse(text) as { url: string; user: string };
      return { url, user };
    }),
    answer(ask, "pulumi", ["stack", "ls", "--json", "--non-interactive"], (text) =>
      // A backend with organizations tells them too: "acme/dolphinpod/prod".
      records(JSON.parse(text)).map(({ name }) => String(name).split("/").at(-1) ?? ""),
    ),
  ]);
  const attached = (env["PULUMI_DEBUG_PROVIDERS"] ?? "").split(",").flatMap((it) => it.split(":")[0] || []);
  return { attached, backend, kubectl, node: process.versions.node, pinned: pinned(), plugins, pulumi, stacks };
}

/** What the SDK that is installed wants: a CLI that is not older, and of each package's plugin its own version. */
function pinned(): ToolFacts["pinned"] {
  // Commands run on an older Node.js too, which brings the one that the program needs.
  const { devEngines, engines } = manifest(new URL("../../../package.json", import.meta.url));
  const runtime =
    isRecord(devEngines) && isRecord(devEngines["runtime"]) ? devEngines["runtime"]["version"] : undefined;
  const find = createRequire(import.meta.url);
  const of = (name: string): string | undefined => {
    try {
      return String(manifest(find.resolve(`@pulumi/${name}/package.json`))["version"]);
    } catch {
      // Without its package nothing can need its plugin.
      return undefined;
    }
  };
  const plugins = withPlugin.map((name) => ({ name, version: of(name) }));
  return {
    node: String(runtime ?? (isRecord(engines) ? engines["node"] : "")),
    pulumi: of("pulumi") ?? "",
    plugins: plugins.flatMap(({ name, version }) => (version === undefined ? [] : [{ name, version }])),
  };
}

function manifest(file: URL | string): Readonly<Record<string, unknown>> {
  const read: unknown = JSON.parse(readFileSync(file, "utf8"));
  return isRecord(read) ? read : {};
}

function clientVersion(text: string): string {
  const { clientVersion } = JSON.parse(text) as { clientVersion: { gitVersion: string } };
  return clientVersion.gitVersion;
}

function records(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
