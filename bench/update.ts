import type { Lab } from "../test/lab/index.ts";
import type { Log } from "../test/lab/tools/progress.ts";
import { type Measurement, ratio } from "./bar.ts";
import { alternating, seconds } from "./clock.ts";
import { HelmRelease, objectsOf } from "./helm.ts";
import { clear, devStack, withLab } from "./lab.ts";

export const update: Measurement = {
  name: "update",
  about: "`pulumi up` of dev from nothing beside `helm upgrade --install --wait` of the objects that it makes",
  run: (runs, log) =>
    withLab(log, async (lab) => {
      const release = await releaseOfDev(lab, log);
      try {
        const taken = await alternating(runs, { helm: () => install(lab, release), pulumi: () => up(lab) });
        const bar = {
          name: "pulumi up of dev from nothing",
          comparedWith: "helm upgrade --install --wait of the same objects",
          limit: 2.5,
        };
        return [ratio(bar, taken.pulumi, taken.helm)];
      } finally {
        release.dispose();
      }
    }),
};

/** Also the run that warms everything up, and so is not counted. */
async function releaseOfDev(lab: Lab, log: Log): Promise<HelmRelease> {
  const workspace = await devStack(lab);
  try {
    await workspace.pulumi("up", "--yes", "--skip-preview");
    return new HelmRelease(lab, log, objectsOf(await workspace.export("--show-secrets")));
  } finally {
    await clear(lab);
    workspace.dispose();
  }
}

async function up(lab: Lab): Promise<number> {
  const workspace = await devStack(lab);
  try {
    return await seconds(() => workspace.pulumi("up", "--yes", "--skip-preview"));
  } finally {
    await clear(lab);
    workspace.dispose();
  }
}

async function install(lab: Lab, release: HelmRelease): Promise<number> {
  const taken = await seconds(() => release.install());
  await release.uninstall();
  await clear(lab);
  return taken;
}
