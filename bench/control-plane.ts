import type { Measurement } from "./bar.ts";
import { seconds } from "./clock.ts";
import { labOf } from "./lab.ts";

export const controlPlane: Measurement = {
  name: "control-plane",
  about: "from nothing to an API server, a scheduler and six nodes that are ready, with the tools built",
  async run(runs, log) {
    const lab = labOf(log);
    await lab.prepare();
    const taken: number[] = [];
    for (let run = 0; run < runs; run++) {
      await lab.destroy();
      taken.push(await seconds(() => lab.start()));
    }
    await lab.destroy();
    return [{ name: "lab control plane ready", comparedWith: "a fixed time", runs: taken, limit: 10, unit: "s" }];
  },
};
