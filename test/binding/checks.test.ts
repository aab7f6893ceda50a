import * as pulumi from "@pulumi/pulumi";
import { checkInstance, checkQuantity, maxInstanceLength, refuse } from "../../components/binding/checks.ts";

test.each(["dolphinscheduler", "a", "shop-1", "a".repeat(maxInstanceLength)])("the instance %j is allowed", (name) => {
  expect(checkInstance(name)).toEqual([]);
});

test.each(["", "Shop", "1shop", "shop-", "-shop", "shop.eu", "shop_eu", "a".repeat(maxInstanceLength + 1)])(
  "the instance %j is refused with what is allowed and an example",
  (name) => {
    const [problem] = checkInstance(name);
    expect(problem?.propertyPath).toBe("instance");
    expect(problem?.reason).toContain(`instance: "${name}" cannot prefix object names; allowed are at most 41`);
    expect(problem?.reason).toContain('Try "dolphinscheduler".');
  },
);

test.each(["8Gi", "512Mi", "1.5Gi", "1000000"])("the size %j is allowed", (size) => {
  expect(checkQuantity("spec.storage.size", size, "8Gi")).toEqual([]);
});

test.each(["", "8GB", "big", "0Gi", "-1Gi"])("the size %j is refused with its path and an example", (size) => {
  expect(checkQuantity("spec.storage.size", size, "8Gi")).toEqual([
    {
      propertyPath: "spec.storage.size",
      reason: `spec.storage.size: "${size}" is no size; allowed is a number above 0 with a unit such as Mi or Gi. Try "8Gi".`,
    },
  ]);
});

test("nothing is thrown when nothing is wrong", () => {
  expect(() => refuse("Registry", [])).not.toThrow();
});

test("all problems are thrown at once, each with its path", () => {
  const problems = [
    { propertyPath: "a", reason: "a: wrong." },
    { propertyPath: "b", reason: "b: wrong too." },
  ];
  let thrown: unknown;
  try {
    refuse('Registry "registry"', problems);
  } catch (error) {
    thrown = error;
  }
  expect(pulumi.InputPropertiesError.isInstance(thrown)).toBe(true);
  expect(thrown).toMatchObject({ errors: problems, message: 'Registry "registry": a: wrong. b: wrong too.' });
});
