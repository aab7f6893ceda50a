import type { ChangeView } from "../../core/change.ts";
import type { Field } from "../../core/field.ts";
import type { ObjectView } from "../../core/model.ts";
import type { ChangeRule } from "../../core/rule.ts";
import { imageName } from "../../rules/kubernetes/images.ts";

const text = { pack: "change-safety", star: true, scope: "change" } as const;

interface Versioned {
  readonly at: Field;
  /** What it is a version of: a repository, an engine. */
  readonly of: string;
  readonly version: string;
}

/** Versions that an object says: of images, of a database's engine, of a chart. */
function versions(object: ObjectView | undefined): readonly Versioned[] {
  if (object === undefined) return [];
  const images = object.allContainers.map((container) => container.at("image"));
  const plain = [object.at("engineVersion"), object.at("version")];
  return [
    ...images.map((at) => {
      const { repository, tag } = imageName(at.text ?? "");
      return { at, of: repository, version: tag ?? "" };
    }),
    ...plain.map((at) => ({ at, of: at.key, version: at.text ?? "" })),
  ].filter(({ version }) => /^v?\d/.test(version));
}

const numbers = (version: string) => (version.match(/\d+/g) ?? []).map(Number);

export function isOlder(version: string, than: string): boolean {
  const [a, b] = [numbers(version), numbers(than)];
  const index = a.findIndex((number, at) => number !== b[at]);
  return index >= 0 && (a[index] ?? 0) < (b[index] ?? 0);
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
      const from = old.find(({ of }) => of === to.of);
      return from && from.version !== to.version ? [{ change, from, to }] : [];
    });
  });
}

const isScheduler = ({ to }: Move) => to.of.includes("dolphinscheduler");
const isDatabase = ({ to }: Move) => to.of === "engineVersion" || /\/(postgres(ql)?|mysql|mariadb)$/.test(to.of);
const major = (version: string) => numbers(version)[0];

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
    moves(changes.changed)
      .filter(({ from, to }) => isOlder(to.version, from.version))
      .map(({ change: { object }, from, to }) => {
        const received = `${to.version} after ${from.version}`;
        return { object, at: to.at, received, allowed: `${from.version} or later`, fix: `Write ${from.version}.` };
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
    const databases = moved.filter((it) => isDatabase(it) && major(it.from.version) !== major(it.to.version));
    if (!moved.some(isScheduler)) return [];
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
  remediation: "Upgrade staging, wait stagingHours, and give its export: --staging staging.json.",
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
        return { object, at: to.at, received, allowed: "a version that it has", fix: "Upgrade staging first." };
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
