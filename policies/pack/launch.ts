import { dirname } from "node:path";
import { meetingOf } from "./meeting.ts";
import type { PackRequest } from "./start.ts";
import { answerOthers, askFirst } from "./together.ts";

/**
 * Starts a pack: in the process of the first pack that the same engine started, or in this one, which then is the first.
 * Prints the port at which the engine finds the pack. Why packs share a process: docs/adr/0030.
 */
export async function launch(request: PackRequest): Promise<void> {
  const meeting = meetingOf(process.argv[2], dirname(request.folder));
  if (meeting && (await askFirst(meeting, request))) return;
  const { start } = await import("./start.ts");
  if (meeting) await answerOthers(meeting, start);
  start(request, (port) => process.stdout.write(`${port}\n`));
}
