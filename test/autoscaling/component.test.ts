import * as pulumi from "@pulumi/pulumi";
import { ApiAutoscaler } from "../../components/autoscaling/index.ts";
import { type Registration, record } from "../binding/fixtures.ts";

let registered: Registration[];

beforeEach(() => {
  registered = record();
});

afterEach(() => jest.restoreAllMocks());

test("one autoscaler is registered for the API servers", async () => {
  new ApiAutoscaler("api", {
    instance: "ds",
    namespace: "dolphin",
    spec: { minReplicas: 2, maxReplicas: 6, cpuPercent: 70 },
  });
  await pulumi.runtime.disconnect();

  const autoscalers = registered.filter(({ type }) => type === "kubernetes:autoscaling/v2:HorizontalPodAutoscaler");
  expect(autoscalers.map(({ inputs }) => inputs.metadata.name)).toEqual(["ds-api"]);
});

test("bounds in the wrong order are refused", () => {
  const spec = { minReplicas: 3, maxReplicas: 2, cpuPercent: 70 };
  expect(() => new ApiAutoscaler("api", { instance: "ds", namespace: "dolphin", spec })).toThrow(
    'ApiAutoscaler "api": spec.maxReplicas: 2 is below minReplicas',
  );
});
