import { spawnSync } from "node:child_process";
import { chownSync, existsSync, globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";

/** Folder of PostgreSQL's programs on this machine; undefined where it has none. */
export const postgresFolder: string | undefined = [
  ...(process.env["PATH"] ?? "").split(delimiter).flatMap((folder) => globSync(join(folder, "initdb"))),
  ...globSync("/usr/lib/postgresql/*/bin/initdb"),
]
  .map(dirname)
  .find((folder) => existsSync(join(folder, "psql")));

/** A real PostgreSQL on a socket of its own. */
export class Postgres {
  readonly #folder = mkdtempSync(join(tmpdir(), "postgres-"));
  readonly #user = serverUser();

  constructor() {
    chownSync(this.#folder, this.#user.uid, this.#user.gid);
    this.#run("initdb", ["-D", this.#data, "-U", "dolphin", "--auth=trust", "--no-sync"]);
    const options = `-F -k ${this.#folder} -c listen_addresses=''`;
    this.#run("pg_ctl", ["-D", this.#data, "-o", options, "-l", join(this.#folder, "log"), "-w", "start"]);
  }

  get #data() {
    return join(this.#folder, "data");
  }

  /** Folder of the socket, which clients take for a host. */
  get host(): string {
    return this.#folder;
  }

  /** The command that runs SQL from its standard input, for a shell. */
  get psql(): string {
    return `"${join(postgresFolder ?? "", "psql")}" -X -h "${this.#folder}" -U dolphin -d postgres -v ON_ERROR_STOP=1`;
  }

  /** Rows as text, columns separated by "|". */
  query(sql: string): string[] {
    const { status, stderr, stdout } = spawnSync("bash", ["-c", `${this.psql} -qAt`], { encoding: "utf8", input: sql });
    if (status !== 0) throw new Error(stderr);
    return stdout.split("\n").filter((row) => row !== "");
  }

  stop(): void {
    this.#run("pg_ctl", ["-D", this.#data, "-m", "immediate", "-w", "stop"]);
    rmSync(this.#folder, { force: true, recursive: true });
  }

  #run(program: string, args: string[]): void {
    const command = join(postgresFolder ?? "", program);
    const { error, status, stderr } = spawnSync(command, args, {
      cwd: this.#folder,
      ...this.#user,
      stdio: ["ignore", "ignore", "pipe"],
    });
    if (error || status !== 0) throw new Error(`${program}: ${error ?? stderr}`);
  }
}

/** PostgreSQL refuses to be run by root; its packages bring a user. */
function serverUser(): { uid: number; gid: number } {
  const own = { gid: process.getgid?.() ?? 0, uid: process.getuid?.() ?? 0 };
  if (own.uid !== 0) return own;
  const id = (option: string) => Number(spawnSync("id", [option, "postgres"], { encoding: "utf8" }).stdout);
  return { gid: id("-g"), uid: id("-u") };
}
