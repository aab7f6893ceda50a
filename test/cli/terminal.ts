import { PassThrough } from "node:stream";
import { WriteStream } from "node:tty";
import { styleText } from "node:util";
import { success } from "../../cli/outcome.ts";
import { show } from "../../cli/show.ts";

/** A program of its own, since what colours depend on is the environment of a whole process: shows a red word. */
const kept = new PassThrough();
const terminal = process.argv[2] === "terminal";
const stdout = terminal ? Object.assign(kept, WriteStream.prototype, { isTTY: true, read: kept.read }) : kept;

show(success(styleText("red", "red", { validateStream: false })), false, {
  stdout: stdout as unknown as NodeJS.WriteStream,
  stderr: process.stderr,
});
process.stdout.write(JSON.stringify(String(kept.read())));
