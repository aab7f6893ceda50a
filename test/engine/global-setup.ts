import { testLab } from "./lab.ts";

/** Builds what is missing with its progress shown, so that no test's output hides it. */
export default async function setup(): Promise<void> {
  const lab = testLab();
  await lab.destroy();
  await lab.prepare();
  await lab.start();
}
