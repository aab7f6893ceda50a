import { Lab } from "../lab/index.ts";

/** The engine tests' own lab: beside a user's, never in it. Two runs at once need two names. */
export const testLab = (): Lab => new Lab({ name: process.env["DOLPHINPOD_TEST_LAB"] || "test" });
