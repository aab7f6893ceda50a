import { execFile } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { projectRoot } from "../lab/paths.ts";

export interface Called {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder with two stacks, and programs that stand in for those that commands run. */
export class Desk {
  readonly folder = mkdtempSync(join(tmpdir(), "dolphinpod-cli-"));
  readonly bin = join(this.folder, "bin");

  constructor(programs: Readonly<Record<string, string>> = {}) {
    mkdirSync(this.bin);
    writeFileSync(join(this.folder, "Pulumi.yaml"), "name: dolphinpod\n");
    writeFileSync(join(this.folder, "Pulumi.dev.yaml"), "config:\n  dolphinpod:class: dev\n");
    writeFileSync(join(this.folder, "Pulumi.test.yaml"), "config:\n  dolphinpod:class: dev\n");
    for (const [name, script] of Object.entries(programs)) this.program(name, script);
  }

  /** A shell script that is found before a program of that name. */
  program(name: string, script: string): void {
    const file = join(this.bin, name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
  }

  get path(): string {
    return [this.bin, process.env["PATH"]].join(delimiter);
  }

  /** The CLI as a process of its own, in the folder, with nobody at the terminal. */
  call(words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Called> {
    const cli = join(projectRoot(), "cli/index.ts");
    const options = { cwd: this.folder, env: { ...process.env, PATH: this.path, ...env }, maxBuffer: 2 ** 26 };
    return new Promise((resolve) => {
      const child = execFile(process.execPath, [cli, ...words], options, (_, stdout, stderr) =>
        resolve({ code: child.exitCode ?? 1, stdout, stderr }),
      );
      child.stdin?.end();
    });
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
