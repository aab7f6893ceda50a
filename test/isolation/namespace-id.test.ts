import * as pulumi from "@pulumi/pulumi";
import { Isolation } from "../../components/isolation/index.ts";
import { spec } from "../doctor/fixtures.ts";

/** The namespace's id in a run that dry-runs, where the cluster gives a made-up id and perhaps a version. */
async function idOf(resourceVersion: string | undefined) {
  await pulumi.runtime.setMocks(
    {
      call: ({ token }) => {
        throw new Error(`unexpected call ${token}`);
      },
      newResource: ({ inputs, name }) => ({
        id: name,
        state: { ...inputs, metadata: { ...inputs.metadata, uid: "made-up", resourceVersion } },
      }),
    },
    "dolphinpod",
    "test",
    true,
  );
  const { isolation } = spec();
  const place = { deletion: "retain", instance: "dolphin", namespace: "data" } as const;
  const { namespaceId } = new Isolation("isolation", { ...place, spec: isolation });
  await pulumi.runtime.disconnect();
  const inside = namespaceId as unknown as { isKnown: Promise<boolean>; promise(): Promise<unknown> };
  return (await inside.isKnown) ? inside.promise() : "unknown";
}

test("the id that a preview makes up for a namespace to come is not taken for its id, so that no plan promises it", async () => {
  expect(await idOf(undefined)).toBe("unknown");
});

test("a namespace that is there has its id in previews too", async () => {
  expect(await idOf("12")).toBe("made-up");
});
