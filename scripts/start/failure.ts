/** Shows a person what went wrong. Where it was thrown helps nobody who only uses the command; `DOLPHINPOD_DEBUG=1` shows it. */
export function reportFailure(error: unknown): void {
  const known = error instanceof Error && !process.env["DOLPHINPOD_DEBUG"];
  console.error(known ? error.message : error);
  process.exitCode = 1;
}
