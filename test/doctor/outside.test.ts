import type { ImageStanding, OutsideFacts } from "../../delivery/doctor/facts.ts";
import { type Answer, known, unknown } from "../../delivery/doctor/finding.ts";
import { imageStanding } from "../../stacks/oci.ts";
import { type ManifestRegistry, sha256, startManifestRegistry } from "../images/registry.ts";
import { cluster, facts, outside, patient, said } from "./fixtures.ts";

const host = (by: "this machine" | "browsers" | "pods") =>
  ({ what: "the database", option: "database.secretName", host: "db.example.com", by }) as const;

const looked = (more: Partial<OutsideFacts>, needed: Parameters<typeof patient>[0], input: object = {}) =>
  facts({ outside: known({ ...outside, ...more }), patient: known(patient(needed, input)) });

test.each([
  ["pods", /^warning the database, db\.example\.com: nothing -> Look whether pods find it/],
  ["browsers", /^warning .* -> Point a DNS record of db\.example\.com to/],
  ["this machine", /^problem .* -> Look at this machine's DNS/],
] as const)("a name that leads nowhere, looked up by %s", (by, expected) => {
  const hosts = new Map([["db.example.com", unknown("nothing")]]);
  expect(said("DNS", looked({ hosts }, { hosts: [host(by)] }))).toEqual([expect.stringMatching(expected)]);
});

test("a name that leads somewhere is well, and the chart's needs not where the chart is here", () => {
  const hosts = new Map([["db.example.com", known("resolves" as const)]]);
  expect(said("DNS", looked({ hosts }, { hosts: [host("pods")] }))).toEqual(["ok the database, db.example.com"]);
  const chart = { ...host("this machine"), option: "chart" };
  expect(said("DNS", looked({ chart: "/cache/x.tgz" }, { hosts: [chart] }))).toEqual([
    "skipped the chart's registry: the chart is here already, /cache/x.tgz",
  ]);
});

const images = ["a:1", "b:1"];
const standing = (a: Answer<ImageStanding>, b: Answer<ImageStanding>) =>
  new Map<string, Answer<ImageStanding>>([
    ["a:1", a],
    ["b:1", b],
  ]);
const present = known("present" as const);
const absent = known("absent" as const);
const login = known("login" as const);
const none = unknown("the registry does not answer");

test.each([
  ["all there", standing(present, present), {}, ["ok 2 of 2 are in their registries"]],
  ["one missing", standing(absent, present), {}, ["problem a:1 is not in its registry -> Push it", "ok 1 of 2"]],
  [
    "a login wanted",
    standing(login, present),
    {},
    ["problem a:1: the registry wants a login -> Write image: {pullSec", "ok 1"],
  ],
  [
    "one that pods have",
    standing(login, login),
    { image: { pullSecrets: ["pull"] } },
    ["skipped a:1, b:1: the registry wants a login, which pods have by pull"],
  ],
  [
    "nobody answers",
    standing(none, none),
    {},
    ["skipped a:1 (and 1 more): the registry does not answer; nodes may still reach it"],
  ],
])("images: %s", (_, found, input, expected) => {
  expect(said("images", looked({ images: found }, { images }, input))).toEqual(
    expected.map((it) => expect.stringContaining(it)),
  );
});

test.each([
  ["there", [["pull", "kubernetes.io/dockerconfigjson"]], /^ok pull$/],
  [
    "missing",
    [],
    /^problem pull is not in data -> Make it: kubectl create secret docker-registry pull --namespace data/,
  ],
  ["of another type", [["pull", "Opaque"]], /^problem pull is of the type Opaque/],
] as const)("a pull secret that is %s", (_, secrets, expected) => {
  const from = facts({
    cluster: known({ ...cluster, pullSecrets: known(new Map<string, string>(secrets)) }),
    patient: known(patient({}, { image: { pullSecrets: ["pull"] } })),
  });
  expect(said("pull secrets", from)).toEqual([expect.stringMatching(expected)]);
});

describe("a registry", () => {
  let registry: ManifestRegistry;
  beforeAll(async () => {
    registry = await startManifestRegistry();
    registry.manifests["data/server:1"] = "{}";
    registry.manifests[`data/server:${sha256("{}")}`] = "{}";
  });
  afterAll(() => registry.close());

  test("says whether it has an image, by its tag or its digest, without giving it away", async () => {
    expect(await imageStanding(`${registry.host}/data/server:1`)).toBe("present");
    expect(await imageStanding(`${registry.host}/data/server:2`)).toBe("absent");
    expect(await imageStanding(`${registry.host}/data/server:2@${sha256("{}")}`)).toBe("present");
    await expect(imageStanding("127.0.0.1:1/data/server:1")).rejects.toThrow("fetch failed");
  });
});
