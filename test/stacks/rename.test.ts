import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb.js";
import { renderEnvironment } from "../../stacks/check/index.ts";
import { RecordingMonitor } from "../../stacks/check/monitor.ts";
import { cloud } from "../config/base.ts";

// Ends a hang and judges no speed: other tests run beside this one.
jest.setTimeout(60_000);
afterEach(() => jest.restoreAllMocks());

interface Registered {
  readonly type: string;
  readonly name: string;
  readonly parent: string;
  /** Former names that the engine is told. */
  readonly aliases: readonly string[];
}

const known = (type: string) => /^(aws|random):/.test(type);

/** All that the program of an environment registers in AWS or generates. */
async function registered(input: object): Promise<readonly Registered[]> {
  const seen: Registered[] = [];
  const register = RecordingMonitor.prototype.registerResource;
  jest.spyOn(RecordingMonitor.prototype, "registerResource").mockImplementation(function (
    this: RecordingMonitor,
    request: RegisterResourceRequest,
    reply,
  ) {
    seen.push({
      aliases: request.getAliasesList().flatMap((alias) => alias.getSpec()?.getName() || []),
      name: request.getName(),
      parent: request.getParent(),
      type: request.getType(),
    });
    return register.call(this, request, reply);
  });
  await renderEnvironment(input, { chart: "chart", renderChart: async () => [] });
  jest.restoreAllMocks();
  return seen.filter(({ type }) => known(type));
}

const former = "dolphinscheduler";
const renamed = { ...cloud, aws: { ...cloud.aws, prefix: former }, formerName: former, name: "flows" };

test("in a renamed environment everything in AWS, and every password, goes by the name that it had", async () => {
  const [before, after] = [await registered(cloud), await registered(renamed)];
  expect(before.length).toBeGreaterThan(25);
  const names = ({ name, type }: Registered) => `${type} ${name}`;
  const formerNames = after.map(({ aliases: [alias], type }) => `${type} ${alias}`);
  expect(formerNames.sort()).toEqual(before.map(names).sort());
  for (const { name } of after) expect(name).toMatch(/^flows-/);
});

test("once the rename is done and `formerName` is gone, nothing has another name", async () => {
  const { formerName, ...done } = renamed;
  expect((await registered(done)).filter(({ aliases }) => aliases.length > 0)).toEqual([]);
});
