import type { ChangeView } from "../../core/change.ts";
import type { Field } from "../../core/field.ts";
import type { ObjectView } from "../../core/model.ts";
import type { ChangeRule } from "../../core/rule.ts";
import { valuesTypes } from "../../core/types.ts";
import { schedulerValues } from "../../core/values.ts";
import { imageName } from "../../rules/kubernetes/images.ts";
import { isOlder, major } from "./order.ts";

const text = { pack: "change-safety", star: true, scope: "change" } as const;

interface Versioned {
  readonly at: Field;
  /** What it is a version of: a repository, an engine, the scheduler of a release. */
  readonly of: string;
  /** A tag, or the digest of an image that has none. */
  readonly version: string;
}

/** Versions that an object says: of images, of a database's engine, of a chart. */
function versions(object: ObjectView | undefined): readonly Versioned[] {
  if (object === undefined) return [];
  const containers = object.allContainers.map((container) => container.at("image"));
  // CloudNativePG names the image of its servers: https://cloudnative-pg.io/docs/1.27/image_catalog
  const images = [...containers, object.at("spec", "imageName")].map((at) => {
    const { digest, repository, tag } = imageName(at.text ?? "");
    return { at, of: repository, version: tag ?? digest };
  });
  const plain = [object.at("engineVersion"), object.at("version")]
    .filter((at) => /^v?\d/.test(at.text ?? ""))
    .map((at) => ({ at, of: at.key, version: at.text }));
  const tag = valuesTypes.includes(object.type) ? schedulerValues(object)?.at("image", "tag") : undefined;
  const released = tag ? [{ at: tag, of: "dolphinscheduler", version: tag.text }] : [];
  return [...images, ...plain, ...released].flatMap((it) => (it.version ? [{ ...it, version: it.version }] : []));
}

interface Move {
  readonly change: ChangeView;
  readonly from: Versioned;
  readonly to: Versioned;
}

function moves(changes: readonly ChangeView[]): readonly Move[] {
  return changes.flatMap((change) => {
    const old = versions(change.before);
    return versions(change.after).flatMap((to) => {
      const from = old.find(({ of }) => of === to.of) ?? old.find(({ of }) => program(of) === program(to.of));
      return from && from.version !== to.version ? [{ change, from, to }] : [];
    });
  });
}

/** What a repository holds, in whichever registry: the same program comes from a mirror too. */
const program = (repository: string) => repository.split("/").at(-1);

const isScheduler = ({ to }: Move) => to.of.includes("dolphinscheduler");
const isDatabase = ({ to }: Move) => to.of === "engineVersion" || /\/(postgres(ql)?|mysql|mariadb)$/.test(to.of);

/** Whether a major version ends here; where nobody can tell, that is noted. */
function crossesMajor({ from, to }: Move): boolean {
  const [was, is] = [major(from.version), major(to.version)];
  if (was === undefined || is === undefined) to.at.defer();
  return was !== is && was !== undefined && is !== undefined;
}

export const noVersionDowngrade: ChangeRule = {
  ...text,
  id: "no-version-downgrade",
  title: "Nothing goes back to an older version",
  severity: "critical",
  why: "The schema of the database is upgraded and never downgraded: an older server on it fails, or writes what the newer cannot read.",
  remediation: "Restore the database of that time first, and exempt this one update.",
  link: "https://dolphinscheduler.apache.org/en-us/docs/3.2.2/guide/upgrade/upgrade",
  origin: "apache/airflow#68072",
  evaluate: (changes) =>
    moves(changes.changed).flatMap(({ change: { object }, from, to }) => {
      const older = isOlder(to.version, from.version);
      if (older === undefined) to.at.defer();
      const received = `${to.version} after ${from.version}`;
      const problem = { object, at: to.at, received, allowed: `${from.version} or later` };
      return older ? [{ ...problem, fix: `Write ${from.version}.` }] : [];
    }),
};

export const noDbMajorWithAppChange: ChangeRule = {
  ...text,
  id: "no-db-major-with-app-change",
  title: "The database's major version and the application change apart",
  severity: "high",
  why: "When both change and something fails, nobody can tell which, and going back means going back twice.",
  remediation: "Upgrade the database, watch it for a day, then upgrade the application.",
  link: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.PostgreSQL.html",
  origin: "this project",
  evaluate: (changes) => {
    const moved = moves(changes.changed);
    if (!moved.some(isScheduler)) return [];
    const databases = moved.filter((it) => isDatabase(it) && crossesMajor(it));
    return databases.map(({ change: { object }, from, to }) => {
      const received = `${from.version} to ${to.version}, beside another version of the scheduler`;
      return { object, at: to.at, received, allowed: "one of them in an update", fix: "Split the update." };
    });
  },
};

export const productionFollowsStaging: ChangeRule = {
  ...text,
  id: "production-follows-staging",
  title: "Production gets what staging has run",
  severity: "high",
  why: "A version that nobody ran anywhere is tried out on production's data.",
  remediation:
    "Upgrade staging, wait stagingHours, and give its export: --staging staging.json. Where there is no staging, switch the rule off.",
  link: "https://www.uber.com/blog/hadoop-container-blog/",
  origin: "B10",
  parameters: ["stagingHours"],
  evaluate: (changes, { environmentClass, now, parameters: { stagingHours } }) => {
    const news = moves(changes.changed).filter(isScheduler);
    if (environmentClass !== "prod" || news.length === 0) return [];
    const { staging } = changes;
    if (staging === undefined) {
      changes.defer("staging");
      return [];
    }
    const ran = (version: string) =>
      staging.some(
        (object) =>
          versions(object).some((it) => it.of.includes("dolphinscheduler") && it.version === version) &&
          hoursSince(object.object.modified, now) >= stagingHours,
      );
    return news
      .filter(({ to }) => !ran(to.version))
      .map(({ change: { object }, to }) => {
        const received = `${to.version}, which staging has not run for ${stagingHours} hours`;
        const fix = "Upgrade staging first, and give its export: --staging.";
        return { object, at: to.at, received, allowed: "a version that it has", fix };
      });
  },
};

function hoursSince(moment: string | undefined, now: Date): number {
  const since = (now.getTime() - Date.parse(moment ?? "")) / 3_600_000;
  return Number.isNaN(since) ? 0 : since;
}

export const changeFreezeWindow: ChangeRule = {
  ...text,
  id: "change-freeze-window",
  title: "Nothing changes in a freeze",
  severity: "high",
  why: "At the end of a quarter, or when nobody is there, even a good change waits.",
  remediation: "Wait for the end of the window, or exempt the one change that cannot wait.",
  link: "https://sre.google/sre-book/release-engineering/",
  origin: "this project",
  parameters: ["freezeWindows"],
  evaluate: (changes, { now, parameters: { freezeWindows } }) => {
    const time = now.getTime();
    const window = freezeWindows.find(({ from, until }) => Date.parse(from) <= time && time < Date.parse(until));
    if (window === undefined) return [];
    const received = `a change in the freeze until ${window.until} (${window.reason})`;
    return changes.changed.map(({ object }) => {
      return { object, at: object.root, received, allowed: "no change", fix: `Wait until ${window.until}.` };
    });
  },
};

export const versionRules = [noVersionDowngrade, noDbMajorWithAppChange, productionFollowsStaging, changeFreezeWindow];
