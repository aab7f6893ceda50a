import { once } from "node:events";
import { rmSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import type { PackRequest } from "./start.ts";

/**
 * Has the first pack serve this one too, and prints the port that it answers; false when there is none. The engine
 * counts on a process for each pack, so this one stays, and ends with the first.
 */
export async function askFirst(meeting: string, request: PackRequest): Promise<boolean> {
  const first = connect(meeting);
  try {
    await once(first, "connect");
  } catch (error) {
    // A socket whose process was ended.
    if ((error as NodeJS.ErrnoException).code === "ECONNREFUSED") rmSync(meeting, { force: true });
    return false;
  }
  first.on("error", () => {});
  first.pipe(process.stdout);
  first.end(JSON.stringify(request));
  return true;
}

/** Makes this process the first pack of its engine. Where another was quicker, this one serves only itself. */
export async function answerOthers(
  meeting: string,
  start: (request: PackRequest, ready: (port: number) => void) => void,
): Promise<void> {
  const answer = async (other: Socket): Promise<void> => {
    const request = JSON.parse(await text(other)) as PackRequest;
    start(request, (port) => other.write(`${port}\n`));
  };
  const server = createServer({ allowHalfOpen: true }, (other) => {
    other.on("error", () => {});
    // The process serves others too: what cannot be answered ends that connection alone.
    answer(other).catch((error: Error) => other.destroy(error));
  });
  server.listen(meeting);
  await once(server, "listening").catch(() => {});
  server.on("error", () => {});
}
