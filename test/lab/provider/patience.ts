import { setTimeout as sleep } from "node:timers/promises";

/** Waits, or throws the signal's reason as soon as it fires. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, signal && { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}

/** Lets only the first call through. */
export function once(notice: (message: string) => void): (message: string) => void {
  let told = false;
  return (message) => {
    if (!told) notice(message);
    told = true;
  };
}
