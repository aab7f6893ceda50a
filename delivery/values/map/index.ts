import { serverNames } from "../../../components/scheduler/types.ts";
import type { CarriedRow, MapRow } from "../types.ts";
import { ingressRows, loginRows } from "./access.ts";
import { databaseRows } from "./database.ts";
import { environmentRows } from "./environment.ts";
import { generalRows } from "./general.ts";
import { objectStoreRows } from "./object-store.ts";
import { registryRows } from "./registry.ts";
import { scalingRows } from "./scaling.ts";
import { serverRows, volumeRows } from "./servers.ts";

/**
 * From values of the upstream chart to options. The order is that in which options are tried: what others depend on comes
 * first (memory before heap), and a server's own variable after one for all servers, which it wins over.
 */
export const valuesMap: readonly MapRow[] = [
  ...generalRows,
  ...databaseRows,
  ...objectStoreRows,
  ...registryRows,
  ...ingressRows,
  ...environmentRows,
  ...serverNames.flatMap(serverRows),
  ...volumeRows,
  ...scalingRows,
  ...loginRows,
];

export const isCarried = (row: MapRow): row is CarriedRow => "to" in row;
