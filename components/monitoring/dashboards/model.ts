import type { AlertName } from "../alert-names.ts";
import type { ComponentName } from "../context.ts";

/** Units as Grafana calls them; "percentunit" is a share from 0 to 1. */
export type Unit = "bytes" | "d" | "decgbytes" | "ms" | "none" | "ops" | "percentunit" | "reqps" | "s" | "short";

export interface Query {
  readonly expression: string;
  /** How a series is called: text with labels in double braces. */
  readonly legend: string;
}

/** From which value on a number is drawn in red; "below" means that less is worse. */
export interface Limit {
  readonly value: number;
  readonly bad: "above" | "below";
}

export interface Panel {
  readonly title: string;
  /** What it shows, and what to make of it. */
  readonly description: string;
  /** "number" shows the last value, "lines" and "area" a graph over time; the areas of the last one add up. */
  readonly kind: "number" | "lines" | "area";
  readonly unit: Unit;
  /** Of the 24 columns of a dashboard. */
  readonly width: 4 | 6 | 8 | 12 | 24;
  readonly queries: readonly Query[];
  readonly limit?: Limit;
  /** Alerts about what is shown: the panel links to their pages. Those that the environment lacks are left out. */
  readonly alerts?: readonly AlertName[];
}

export interface Row {
  readonly title: string;
  readonly panels: readonly Panel[];
}

export const dashboardNames = ["overview", "master", "worker", "api", "jvm", "database", "registry"] as const;
export type DashboardName = (typeof dashboardNames)[number];

export interface Dashboard {
  readonly name: DashboardName;
  readonly title: string;
  readonly description: string;
  /** Components whose pods the variable `instance` offers. */
  readonly components: readonly ComponentName[];
  readonly rows: readonly Row[];
}

type Shown = Omit<Panel, "kind" | "title" | "description" | "width">;

/** A graph of a third of the width. */
export function graph(title: string, description: string, shown: Shown): Panel {
  return { ...shown, description, kind: "lines", title, width: 8 };
}

/** A graph whose parts add up to something. */
export function parts(title: string, description: string, shown: Shown): Panel {
  return { ...graph(title, description, shown), kind: "area" };
}

/** One number, as it is now. */
export function number(title: string, description: string, shown: Shown): Panel {
  return { ...shown, description, kind: "number", title, width: 4 };
}
