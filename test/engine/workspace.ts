import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import type { Lab, PulumiOptions } from "../lab/index.ts";
import { projectRoot } from "../lab/paths.ts";
import type { RunResult } from "../lab/pulumi-run.ts";

/** A Pulumi project of its own over this repository's program: own folder, own stack file, own state. */
export class Workspace {
  readonly folder = mkdtempSync(join(tmpdir(), "dolphinpod-workspace-"));
  readonly stack: string;
  readonly #lab: Lab;

  constructor(lab: Lab, stack: string, stackFile: string) {
    this.#lab = lab;
    this.stack = stack;
    const project = parse(readFileSync(join(projectRoot(), "Pulumi.yaml"), "utf8")) as object;
    writeFileSync(join(this.folder, "Pulumi.yaml"), stringify({ ...project, main: projectRoot() }));
    writeFileSync(join(this.folder, `Pulumi.${stack}.yaml`), stackFile);
  }

  /** Runs the CLI and fails with all it said when it fails. */
  async pulumi(...args: string[]): Promise<string> {
    const { code, stderr, stdout } = await this.attempt(args);
    if (code !== 0) throw new Error(`pulumi ${args.join(" ")}: exit code ${code}\n${stdout}\n${stderr}`);
    return stdout;
  }

  /** Runs the CLI whatever comes of it. */
  attempt(args: string[], options: PulumiOptions = {}): Promise<RunResult> {
    const backend = { PULUMI_BACKEND_URL: `file://${this.folder}`, PULUMI_CONFIG_PASSPHRASE: "test" };
    return this.#lab.pulumi([...args, "--stack", this.stack], {
      cwd: this.folder,
      ...options,
      env: { ...backend, ...options.env },
    });
  }

  async init(): Promise<void> {
    await this.#lab.pulumi(["stack", "init", this.stack], {
      cwd: this.folder,
      env: { PULUMI_BACKEND_URL: `file://${this.folder}`, PULUMI_CONFIG_PASSPHRASE: "test" },
    });
  }

  /** Changes one option of the stack file, as a user would in an editor. */
  async set(path: string, value: string): Promise<void> {
    await this.pulumi("config", "set", "--path", path, value);
  }

  async export(...args: string[]): Promise<Deployment> {
    return JSON.parse(await this.pulumi("stack", "export", ...args)) as Deployment;
  }

  async preview(): Promise<Preview> {
    return JSON.parse(await this.pulumi("preview", "--json")) as Preview;
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export interface ResourceState {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  readonly id?: string;
  readonly dependencies?: readonly string[];
  readonly inputs?: Record<string, unknown>;
  readonly outputs?: Record<string, unknown>;
  /** In seconds. */
  readonly customTimeouts?: { readonly create?: number; readonly delete?: number; readonly update?: number };
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
}

export interface Preview {
  readonly steps: readonly { readonly op: string; readonly urn: string; readonly newState?: ResourceState }[];
}

export interface Deployment {
  readonly deployment: {
    readonly resources?: readonly ResourceState[];
    readonly pending_operations?: readonly unknown[];
  };
}

/** Steps that change something, as `<op> <name>`. */
export function changes({ steps }: Preview): string[] {
  return steps.filter(({ op }) => op !== "same").map(({ op, urn }) => `${op} ${urn.split("::").at(-1)}`);
}
