import { installKindsOf } from "../test/engine/definitions.ts";
import { Workspace } from "../test/engine/workspace.ts";
import type { Lab } from "../test/lab/index.ts";
import { type Measurement, ratio } from "./bar.ts";
import { alternating, seconds } from "./clock.ts";
import { withLab } from "./lab.ts";

/** An environment of three of each, with nothing of what looks after it. */
const plain = `config:
  dolphinpod:class: dev
  dolphinpod:master: { replicas: 3 }
  dolphinpod:registry: { members: 3 }
  dolphinpod:ingress: { host: dolphinscheduler.test, tlsSecretName: dolphinscheduler-tls }
`;

/** All that looks after it: metrics, alerts, dashboards, the mesh, scaling, priorities, logs. */
const lookedAfter = `  dolphinpod:worker: { autoscaling: { by: keda, min: 2, max: 6 } }
  dolphinpod:api: { autoscaling: { min: 2, max: 4, cpu: 70 } }
  dolphinpod:logs: { upkeep: managed }
  dolphinpod:availability: { priorityClasses: own }
  dolphinpod:isolation: { monitoringNamespace: monitoring }
  dolphinpod:monitoring: { mode: prometheus-operator }
  dolphinpod:mesh: { mode: linkerd }
`;

export const dayTwo: Measurement = {
  name: "day-two",
  about:
    "`pulumi preview` of an environment with metrics, alerts, dashboards, mesh, scaling and log upkeep, and without",
  run: (runs, log) =>
    withLab(log, async (lab) => {
      await installKindsOf(lab.api, plain + lookedAfter);
      const [without, all] = [await stack(lab, plain), await stack(lab, plain + lookedAfter)];
      try {
        const taken = await alternating(runs, {
          all: () => seconds(() => all.pulumi("preview")),
          without: () => seconds(() => without.pulumi("preview")),
        });
        const lines = lookedAfter.trimEnd().split("\n").length;
        return [
          ratio(
            {
              comparedWith: "the same environment without them",
              limit: 1.25,
              name: "pulumi preview with metrics, mesh, scaling and log upkeep",
            },
            taken.all,
            taken.without,
          ),
          {
            comparedWith: "a fixed number",
            limit: 12,
            name: "lines that switch metrics, mesh, scaling and log upkeep on",
            runs: [lines],
            unit: "lines",
          },
        ];
      } finally {
        for (const workspace of [without, all]) workspace.dispose();
      }
    }),
};

async function stack(lab: Lab, file: string): Promise<Workspace> {
  const workspace = new Workspace(lab, "dev", file);
  await workspace.init();
  await workspace.pulumi("preview");
  return workspace;
}
