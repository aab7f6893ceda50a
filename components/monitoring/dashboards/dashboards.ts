import type { Context } from "../context.ts";
import { api } from "./api.ts";
import { database } from "./database.ts";
import { jvm } from "./jvm.ts";
import { master } from "./master.ts";
import { type Dashboard, type DashboardName, dashboardNames } from "./model.ts";
import { overview } from "./overview.ts";
import { registry } from "./registry.ts";
import { worker } from "./worker.ts";

const makers: Readonly<Record<DashboardName, (context: Context) => Dashboard>> = {
  overview,
  master,
  worker,
  api,
  jvm,
  database,
  registry,
};

/**
 * The dashboards of an environment: of what its version and its backing services show.
 *
 * @throws Error for a query on a metric that the version lacks: its panel would be empty for ever.
 */
export function dashboards(context: Context): readonly Dashboard[] {
  return dashboardNames.map((name) => makers[name](context));
}
