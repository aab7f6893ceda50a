const PATIENCE_MS = 2_000;

/** Whether an HTTP server answers at this address, with whatever status. */
export async function answers(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { method: "HEAD", redirect: "manual", signal: AbortSignal.timeout(PATIENCE_MS) });
    await answer.body?.cancel();
    return true;
  } catch {
    return false;
  }
}
