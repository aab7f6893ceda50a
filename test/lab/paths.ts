import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

type Env = Record<string, string | undefined>;

/**
 * Where the lab keeps what it can make again (built tools, the CLI), shared by all labs of a user.
 *
 * `DOLPHINPOD_LAB_HOME` moves both this and the state under one folder of the caller's choice.
 */
export function cacheRoot(env: Env = process.env): string {
  if (env.DOLPHINPOD_LAB_HOME) return join(env.DOLPHINPOD_LAB_HOME, "cache");
  return join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "dolphinpod");
}

/** Where the lab keeps what it cannot make again: one folder for each lab name. */
export function stateRoot(env: Env = process.env): string {
  if (env.DOLPHINPOD_LAB_HOME) return join(env.DOLPHINPOD_LAB_HOME, "state");
  return join(env.XDG_STATE_HOME || join(homedir(), ".local", "state"), "dolphinpod");
}

/** Files of one lab. Cluster and Pulumi state lie side by side because one describes the other. */
export interface LabPaths {
  state: string;
  /** Admin access to the lab's API server; the user's own kubeconfig is never touched. */
  kubeconfig: string;
  /** Folder of kwokctl: certificates, etcd data, logs, process ids. */
  kwok: string;
  /** Root of Pulumi's file backend. */
  backend: string;
  /** Passphrase of the stacks' secrets, readable by its owner only. */
  passphrase: string;
  /** Encryption salts that are kept out of the tracked stack files. */
  salts: string;
}

export function labPaths(name: string, env: Env = process.env): LabPaths {
  const state = join(stateRoot(env), name);
  return {
    state,
    kubeconfig: join(state, "kubeconfig"),
    kwok: join(state, "kwok"),
    backend: join(state, "pulumi"),
    passphrase: join(state, "passphrase"),
    salts: join(state, "salts"),
  };
}

/** The project's folder, found from the working directory: npm and Jest both start there. */
export function projectRoot(from: string = process.cwd()): string {
  if (existsSync(join(from, "Pulumi.yaml")) && existsSync(join(from, "test", "lab"))) return from;
  const parent = dirname(from);
  if (parent === from)
    throw new Error(`${process.cwd()} is not inside the Dolphinpod project; run this from its folder`);
  return projectRoot(parent);
}
