import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { cacheRoot, projectRoot } from "./paths.ts";
import { PULUMI_DOWNLOADS } from "./pulumi-cli.ts";
import { answers } from "./reachable.ts";

const PROVIDERS = ["kubernetes", "random"];
const START_WITHIN_MS = 30_000;

/** Where the engine gets its plugins from, and why, when that is not the usual place. */
export type ProviderSource = { kind: "official" } | { kind: "stand-in"; reason: string };

/** The official plugins when they are installed or can be; otherwise the lab's stand-in. */
export async function providerSource(home: string): Promise<ProviderSource> {
  const missing = PROVIDERS.filter(
    (name) => !existsSync(join(home, "plugins", `resource-${name}-v${sdkVersion(name)}`)),
  );
  if (missing.length === 0 || (await answers(PULUMI_DOWNLOADS))) return { kind: "official" };
  const reason = `${PULUMI_DOWNLOADS} does not answer, and not installed are the plugins ${missing.join(", ")}`;
  return { kind: "stand-in", reason };
}

function sdkVersion(provider: string): string {
  const manifest = join(projectRoot(), "node_modules", "@pulumi", provider, "package.json");
  const parsed: unknown = JSON.parse(readFileSync(manifest, "utf8"));
  if (typeof parsed === "object" && parsed !== null && "version" in parsed) return String(parsed.version);
  throw new Error(`${manifest} has no version; run npm ci`);
}

export interface Provider {
  /** Settings that attach the engine to it. */
  env: Record<string, string>;
  close(): void;
}

/**
 * Starts the stand-in for the plugins in the folder in which the engine would run them; it lives until it is closed, or
 * until this process is gone.
 */
export async function startProvider(kubeconfig: string, helm: string, folder: string): Promise<Provider> {
  const child = spawn(process.execPath, [join(projectRoot(), "test", "lab", "provider", "main.ts")], {
    cwd: folder,
    env: {
      NODE_COMPILE_CACHE: join(cacheRoot(), "node"),
      ...process.env,
      KUBECONFIG: kubeconfig,
      DOLPHINPOD_HELM: helm,
    },
    stdio: ["pipe", "pipe", "inherit"],
    // Ctrl-C must not take the provider away from an engine that is finishing what it began.
    detached: true,
  });
  const port = await portOf(child);
  return {
    env: {
      PULUMI_DEBUG_PROVIDERS: PROVIDERS.map((name) => `${name}:${port}`).join(","),
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    },
    close: () => {
      child.stdin?.end();
      child.kill("SIGTERM");
    },
  };
}

function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      child.kill("SIGKILL");
      reject(new Error(`the stand-in provider ${why}`));
    };
    const timer = setTimeout(() => fail(`named no port in ${START_WITHIN_MS / 1000} s`), START_WITHIN_MS);
    child.on("error", reject);
    child.on("exit", (code) => fail(`ended with ${code} before it named its port`));
    if (!child.stdout) return fail("has no standard output");
    createInterface(child.stdout).once("line", (line) => {
      clearTimeout(timer);
      child.removeAllListeners("exit");
      const port = Number(line);
      if (Number.isInteger(port) && port > 0) resolve(port);
      else fail(`printed ${JSON.stringify(line)} where its port should stand`);
    });
  });
}
