import { applicationVersion } from "../../components/scheduler/versions/index.ts";
import type { Problem } from "../../stacks/config/index.ts";
import { isRecord } from "../../stacks/config/problems.ts";
import {
  type Conversion,
  convert,
  copies,
  type Group,
  layOver,
  readValues,
  recipes,
  type ValuesFile,
} from "../values/index.ts";
import type { Answers, Brought } from "./questions.ts";

/** A top-level key of a stack file, and why it is there. */
export interface Section {
  readonly key: string;
  readonly value: unknown;
  readonly comment?: string;
}

const prefix = "dolphinpod:";

/** Values of the upstream chart, before they meet a class. */
export interface Imported extends Conversion {
  readonly brought: Brought;
}

/** What values files bring along, or why they cannot be read. */
export function importValues(files: readonly ValuesFile[]): Imported | { readonly problems: readonly Problem[] } {
  const read = readValues(files);
  if (!read.ok) return read;
  const conversion = convert(read.values);
  const items = conversion.groups.flatMap((group) => group.items);
  const version = items.find(({ option }) => option.join(".") === "version")?.value;
  return {
    ...conversion,
    brought: {
      options: new Set(items.map(({ option }) => option.join("."))),
      ownImages: applicationVersion(String(version)).plugins === "own-image",
    },
  };
}

/** What is made in AWS instead, where an answer says so. */
const instead = { database: "vpc", objectStore: "bucket" } as const;

/** What values bring along beside answers: a VPC or a bucket that is named outvotes a database or a store outside. */
export function besides(imported: Imported, answers: Pick<Answers, "bucket" | "vpc">): Imported {
  const outvoted = Object.entries(instead).flatMap(([section, key]) => (answers[key] ? [section] : []));
  const isKept = ({ items }: Group) => !items.every(({ option: [section = ""] }) => outvoted.includes(section));
  const groups = imported.groups.filter(isKept);
  const rows = imported.groups
    .filter((group) => !isKept(group))
    .map(({ path }) => ({
      path,
      why: "refused" as const,
      action: "What is made instead was named at the command line.",
    }));
  const options = new Set(groups.flatMap(({ items }) => items.map(({ option }) => option.join("."))));
  return { ...imported, groups, left: [...imported.left, ...rows], brought: { ...imported.brought, options } };
}

/** Why something stands in the file that nobody wrote into the values. */
const comments: Readonly<Record<string, string>> = {
  security: "As the data sources of the installation before were stored; docs/secrets.md. Not for an empty database.",
  timezone: "As in the installation before: schedules and stored times follow it.",
};

/** Sections with the options that values bring along as far as the rules take them; what an answer says wins. */
export function withValues(own: readonly Section[], { chart, groups, left }: Imported) {
  const base = inputOf(own);
  const {
    carried,
    left: notCarried,
    sections,
  } = layOver(
    base,
    groups.flatMap((group) => unanswered(group, base)),
  );
  const others = own.filter(({ key }) => !key.startsWith(prefix));
  const written = Object.entries(sections).map(([name, value]): Section => {
    const comment = own.find(({ key }) => key === prefix + name)?.comment ?? comments[name];
    return { key: prefix + name, value, ...(comment === undefined ? {} : { comment }) };
  });
  return {
    sections: [...written, ...others],
    carried: carried.flatMap(({ items }) => items).length,
    left: [...left, ...notCarried],
    secrets: { toCopy: copies(sections), toMake: recipes(sections, chart) },
  };
}

/** The sections as a configuration reads them. */
export function inputOf(sections: readonly Section[]): Record<string, unknown> {
  const own = sections.filter(({ key }) => key.startsWith(prefix));
  return Object.fromEntries(own.map(({ key, value }) => [key.slice(prefix.length), value]));
}

function unanswered(group: Group, base: Readonly<Record<string, unknown>>): Group[] {
  const items = group.items.filter(({ option: [section = "", option = ""] }) => {
    const answered = base[section];
    return answered === undefined || (isRecord(answered) && answered[option] === undefined);
  });
  const or = (group.or ?? []).flatMap((it) => unanswered(it, base));
  return items.length === 0 ? [] : [{ ...group, items, or }];
}
