import type * as pulumi from "@pulumi/pulumi";
import { resolve, resolveOrThrow } from "../../stacks/config/index.ts";
import { followRename } from "../../stacks/rename.ts";
import { cloud, prod } from "./base.ts";

const problemsOf = (input: object) => {
  const resolution = resolve(input);
  return resolution.ok ? [] : resolution.problems.map(({ path, fix }) => [path, fix]);
};
const renamed = { ...cloud, name: "flows", formerName: "dolphinscheduler" };
const options = {} as pulumi.CustomResourceOptions;

function aliases(type: string, name: string, formerName?: string): unknown {
  const [follow] = followRename({ formerName, name: "flows" });
  const args = { custom: true, name, opts: options, props: {}, type };
  const result = follow?.(args as unknown as pulumi.ResourceTransformationArgs);
  return (result as pulumi.ResourceTransformationResult | undefined)?.opts.aliases;
}

test.each([
  ["aws:rds/instance:Instance", "flows-database-x", [{ name: "dolphinscheduler-database-x" }]],
  [
    "random:index/randomPassword:RandomPassword",
    "flows-database-password",
    [{ name: "dolphinscheduler-database-password" }],
  ],
  ["kubernetes:core/v1:Secret", "flows-database-binding", undefined],
  ["aws:kms/key:Key", "somebody-elses", undefined],
])("a renamed environment's %s %s goes by %j", (type, name, expected) => {
  expect(aliases(type, name, "dolphinscheduler")).toEqual(expected);
});

test("an environment that never had another name has no aliases", () => {
  expect(followRename({ formerName: undefined, name: "flows" })).toEqual([]);
});

test("names in AWS must not follow, because AWS renames nothing", () => {
  expect(problemsOf(renamed)).toEqual([["aws.prefix", "Write aws: {prefix: dolphinscheduler}."]]);
  expect(problemsOf({ ...renamed, aws: { ...cloud.aws, prefix: "dolphinscheduler" } })).toEqual([]);
  expect(problemsOf({ ...renamed, namespace: "dolphinscheduler" })).toEqual([]);
});

test.each([
  [
    "nothing in AWS",
    { ...prod, formerName: "old" },
    "Keep name: old. Or remove formerName and move what you need, as docs/production.md tells.",
  ],
  ["the same name", { ...cloud, formerName: "dolphinscheduler" }, "Remove it."],
])("with %s there is nothing to follow", (_, input, fix) => {
  expect(problemsOf(input)).toEqual([["formerName", fix]]);
});

test("a database in the cluster does not follow, and the preview says so", () => {
  const { database: _, ...rest } = cloud;
  const backups = { bucket: "acme", secretName: "backup-store" };
  const input = { ...rest, database: { backend: "cloudnative-pg", backups }, name: "flows", namespace: "x" };
  const pathsOf = (more: object) => resolveOrThrow({ ...input, ...more }).warnings.map(({ path }) => path);
  expect(pathsOf({ formerName: "old" })).toContain("database.backend");
  expect(pathsOf({})).not.toContain("database.backend");
});

test("every preview says that a rename is under way", () => {
  const { spec, warnings } = resolveOrThrow({ ...renamed, namespace: "dolphinscheduler" });
  expect(spec).toMatchObject({ formerName: "dolphinscheduler", name: "flows" });
  expect(warnings.map(({ path }) => path)).toContain("formerName");
});
