import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../test/lab/paths.ts";
import type { Measurement } from "./bar.ts";

export const configuration: Measurement = {
  name: "configuration",
  about: "lines of Pulumi.dev.yaml beside the lines of all the objects that it becomes (test/golden/dev)",
  async run() {
    const golden = join(projectRoot(), "test", "golden", "dev");
    // A password is a resource of the program and no object of the cluster.
    const objects = readdirSync(golden).filter((file) => !file.startsWith("Random"));
    const written = lines(join(projectRoot(), "Pulumi.dev.yaml"));
    const made = objects.reduce((sum, file) => sum + lines(join(golden, file)), 0);
    return [
      {
        name: "configuration of dev, lines",
        comparedWith: `YAML lines of the ${objects.length} objects`,
        detail: `${written} to ${made}`,
        runs: [(written / made) * 100],
        limit: 2,
        unit: "%",
      },
    ];
  },
};

const lines = (file: string): number => readFileSync(file, "utf8").trimEnd().split("\n").length;
