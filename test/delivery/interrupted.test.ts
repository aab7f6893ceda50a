import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../lab/paths.ts";

// Ends a hang and judges no speed: other tests run beside this one.
jest.setTimeout(60_000);

// Not a shell: it cannot trap a signal that it was started to ignore, as jobs in the background are.
const command = `
  const { writeFileSync } = require("node:fs");
  const cancelled = () => { writeFileSync("../cancelled", ""); process.exit(3); };
  process.on("SIGINT", cancelled).on("SIGTERM", cancelled);
  writeFileSync("../started", "");
  setTimeout(() => {}, 50_000);`;

const program = `
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runIn } from "./delivery/run.ts";
const folder = mkdtempSync(join(process.argv[1], "work-"));
try {
  await runIn(folder)(process.execPath, ["--eval", ${JSON.stringify(command)}]);
} catch (error) {
  console.log(error.message.replace(process.execPath, "it"));
} finally {
  rmSync(folder, { recursive: true });
}`;

test.each(["SIGINT", "SIGTERM"] as const)(
  "%s reaches the command, which ends in its own way before anything is cleaned up",
  async (signal) => {
    const temporary = mkdtempSync(join(tmpdir(), "interrupted-"));
    const child = spawn(process.execPath, ["--input-type=module", "--eval", program, temporary], {
      cwd: projectRoot(),
      stdio: ["ignore", "pipe", "inherit"],
    });
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
    while (!existsSync(join(temporary, "started"))) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill(signal);
    const [code] = await once(child, "close");
    expect({ code, said }).toEqual({
      code: 0,
      said: `Interrupted (${signal}) while it ran; it has come to its end.\n`,
    });
    expect(readdirSync(temporary).sort()).toEqual(["cancelled", "started"]);
    rmSync(temporary, { recursive: true });
  },
);
