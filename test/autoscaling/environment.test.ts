import { cloud, dev } from "../config/base.ts";
import { at, ofKind, render } from "../mesh/rendered.ts";

// Ends a hang and judges no speed: other tests run beside this one.
jest.setTimeout(120_000);

const byQueue = { worker: { autoscaling: { by: "keda", min: 2, max: 6, operatorNamespace: "scalers" } } };
const scalers = async (input: Record<string, unknown>) => {
  const objects = await render(input);
  return ["HorizontalPodAutoscaler", "ScaledObject"].flatMap((kind) =>
    ofKind(objects, kind).map((it) => `${kind} ${at(it, "metadata", "name")}`),
  );
};

test("class dev has no scaler", async () => {
  expect(await scalers(dev)).toEqual([]);
});

test("class prod has one, of the API servers", async () => {
  expect(await scalers(cloud)).toEqual(["HorizontalPodAutoscaler dolphinscheduler-api"]);
});

test("each server that asks for a scaler has one, and its workload no number", async () => {
  const use = { autoscaling: { min: 1, max: 2 } };
  const input = {
    ...dev,
    alert: use,
    api: use,
    version: "3.2.2",
    worker: { autoscaling: { by: "hpa", min: 1, max: 2 } },
  };
  expect(await scalers(input)).toEqual([
    "HorizontalPodAutoscaler dolphinscheduler-alert",
    "HorizontalPodAutoscaler dolphinscheduler-api",
    "HorizontalPodAutoscaler dolphinscheduler-worker",
  ]);
  const objects = await render(input);
  const numbers = [...ofKind(objects, "Deployment"), ...ofKind(objects, "StatefulSet")].map((it) => [
    at(it, "metadata", "name"),
    at(it, "spec", "replicas"),
  ]);
  expect(Object.fromEntries(numbers)).toMatchObject({
    "dolphinscheduler-alert": undefined,
    "dolphinscheduler-api": undefined,
    "dolphinscheduler-master": expect.anything(),
    "dolphinscheduler-worker": undefined,
  });
});

test("KEDA signs in with the database's own binding, and the policies of the database let its namespace in", async () => {
  const objects = await render({ ...dev, ...byQueue });
  const [authentication] = ofKind(objects, "TriggerAuthentication");
  const names = at(authentication, "spec", "secretTargetRef") as readonly { readonly name: string }[];
  expect(new Set(names.map(({ name }) => name))).toEqual(new Set(["dolphinscheduler-database"]));

  const policy = ofKind(objects, "NetworkPolicy").find(
    (it) => at(it, "metadata", "name") === "dolphinscheduler-database",
  );
  expect(at(policy, "spec", "ingress")).toContainEqual({
    from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "scalers" } } }],
    ports: [{ port: 5432, protocol: "TCP" }],
  });
});

test("the schema Job makes the index that KEDA's query needs, and only then", async () => {
  const runs = async (input: Record<string, unknown>) => {
    const [job] = ofKind(await render(input), "Job").filter((it) =>
      /-schema-/.test(String(at(it, "metadata", "name"))),
    );
    const pod = at(job, "spec", "template", "spec");
    const all = [...((at(pod, "initContainers") ?? []) as unknown[]), ...(at(pod, "containers") as unknown[])];
    return all.map((container) => at(container, "name"));
  };
  expect(await runs({ ...dev, ...byQueue })).toEqual(["schema", "admin", "queue"]);
  expect(await runs(dev)).toEqual(["schema", "admin"]);
});
