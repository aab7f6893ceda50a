import { Lab } from "../lab/index.ts";

/** The engine tests' own lab: beside a user's, never in it. */
export const testLab = (): Lab => new Lab({ name: "test" });
