import { RunError } from "@pulumi/pulumi";
import { chartArchive } from "../../stacks/chart.ts";
import { resolveOrThrow } from "../../stacks/config/index.ts";

const chart = { repository: "oci://registry.example.com/chart", version: "1.0.0" };

test.each<[string, () => unknown]>([
  ["a configuration with problems", async () => resolveOrThrow({ class: "live" })],
  ["a chart that is not there", () => chartArchive(chart, { env: { DOLPHINPOD_CHART: "/no/such/chart" } })],
])("Pulumi shows the message of %s alone, without where it was thrown", async (_title, fail) => {
  const thrown = await Promise.resolve(fail()).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(Error);
  expect(RunError.isInstance(thrown)).toBe(true);
});
