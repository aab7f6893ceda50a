import { harden } from "../../components/scheduler/harden/index.ts";
import type { SchedulerSpec, ServerName } from "../../components/scheduler/types.ts";
import { containerOf, podOf, variablesOf } from "./read.ts";
import { workload } from "./rendered.ts";
import { spec } from "./spec.ts";

/** The pod spec of a server's workload, hardened. */
export const pod = (server: ServerName, of: SchedulerSpec = spec) => podOf(harden(workload(server), of));

/** The server's container, hardened. */
export const container = (server: ServerName, of: SchedulerSpec = spec) => containerOf(harden(workload(server), of));

/** Variables of the server's container, hardened. */
export const variables = (server: ServerName, of: SchedulerSpec = spec) => variablesOf(harden(workload(server), of));
