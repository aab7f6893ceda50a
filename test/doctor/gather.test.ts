import { unknown } from "../../delivery/doctor/finding.ts";
import { type Ask, answer, askIn, type Said } from "../../delivery/doctor/gather/ask.ts";
import { gather, type Surroundings } from "../../delivery/doctor/gather/index.ts";
import { object, spec } from "./fixtures.ts";

const json = (value: unknown): Said => ({ code: 0, stdout: JSON.stringify(value), stderr: "" });
const refused: Said = {
  code: 1,
  stdout: "",
  stderr: "some lines\nError from server (Forbidden): nodes is forbidden\n",
};

const ready = { conditions: [{ type: "Ready", status: "True" }], allocatable: { cpu: "3920m", memory: "4Gi" } };
const aNode = (name: string, more: object = {}, status: object = ready) => ({
  metadata: { name, labels: { zone: "a" } },
  spec: more,
  status,
});
const aClass = (name: string, created: string) => ({
  metadata: {
    name,
    creationTimestamp: created,
    annotations: { "storageclass.kubernetes.io/is-default-class": "true" },
  },
});

/** What programs say, by the beginning of their words. */
const answers: Readonly<Record<string, Said>> = {
  "pulumi version": { code: 0, stdout: "v3.259.0\n", stderr: "" },
  "pulumi plugin": json([{ name: "random", version: "4.21.2", kind: "resource" }]),
  "pulumi whoami": json({ user: "me", url: "s3://state" }),
  "pulumi stack": json([{ name: "acme/dolphinpod/dev" }]),
  "kubectl version": json({ clientVersion: { gitVersion: "v1.34.4" } }),
  "kubectl config": json({ contexts: [{ name: "lab" }], "current-context": "lab" }),
  "kubectl get --raw /version": json({ gitVersion: "v1.34.4" }),
  "kubectl get --raw /apis --": json({ groups: [{ name: "apps" }] }),
  "kubectl get --raw /api/v1": json({
    resources: [
      { kind: "Secret", name: "secrets" },
      { kind: "Scale", name: "replicationcontrollers/scale" },
    ],
  }),
  "kubectl get storageclasses": json({
    items: [aClass("old", "2020-01-01T00:00:00Z"), aClass("new", "2026-01-01T00:00:00Z")],
  }),
  "kubectl get nodes": json({
    items: [aNode("good"), aNode("cordoned", { unschedulable: true }), aNode("dead", {}, { conditions: [] })],
  }),
  "kubectl get namespace data": { code: 0, stdout: "", stderr: "" },
  "kubectl get daemonsets": refused,
  "kubectl get secrets pull": { code: 0, stdout: "pull   kubernetes.io/dockerconfigjson\n", stderr: "" },
  "kubectl get secret db": { code: 0, stdout: Buffer.from("db.example.com").toString("base64"), stderr: "" },
  "kubectl create": { code: 0, stdout: "true\nfalse\ntrue\ntrue\n", stderr: "" },
};

function world() {
  const asked: string[] = [];
  const inputs: string[] = [];
  const ask: Ask = async (program, args, input) => {
    const words = [program, ...args].join(" ");
    asked.push(words);
    if (input !== undefined) inputs.push(input);
    const known = Object.keys(answers).filter((it) => words.startsWith(it));
    return answers[known.sort((a, b) => b.length - a.length)[0] ?? ""] ?? refused;
  };
  const resolve = async (host: string) => {
    if (host !== "db.example.com") throw new Error("ENOTFOUND");
  };
  const surroundings: Surroundings = {
    ask,
    env: { PULUMI_DEBUG_PROVIDERS: "kubernetes:4000,random:4000", DOLPHINPOD_CHART: "/chart" },
    network: { resolve, image: async () => "present" },
    tell: () => {},
  };
  return { asked, inputs, surroundings };
}

const stack = {
  stack: "dev",
  spec: {
    known: true,
    value: spec({ database: { backend: "existing", secretName: "db" }, image: { pullSecrets: ["pull"] } }),
  },
  render: async () => [
    object("kubernetes:core/v1:Secret", {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "s", namespace: "data" },
    }),
  ],
} as const;

test("a stack whose objects cannot be rendered is a finding, and the rest is looked at all the same", async () => {
  const { surroundings } = world();
  const render = () => Promise.reject(new Error("There is no helm on PATH."));
  const { cluster, patient } = await gather({ ...stack, render }, undefined, surroundings);
  expect(patient).toEqual(unknown("its objects cannot be rendered: There is no helm on PATH."));
  expect(cluster.known).toBe(true);
});

test("what programs say becomes facts, and what they refuse to say becomes the reason", async () => {
  const { surroundings } = world();
  const { cluster, contexts, outside, tools } = await gather(stack, undefined, surroundings);
  expect(tools).toMatchObject({
    attached: ["kubernetes", "random"],
    backend: { value: { user: "me", url: "s3://state" } },
    kubectl: { value: "v1.34.4" },
    plugins: { value: [{ name: "random", version: "4.21.2" }] },
    pulumi: { value: "3.259.0" },
    stacks: { value: ["dev"] },
  });
  expect(tools.pinned.plugins.map(({ version }) => version)).toEqual(
    Array(3).fill(expect.stringMatching(/^\d+\.\d+\.\d+$/)),
  );
  expect(contexts).toEqual({ known: true, value: { names: ["lab"], current: "lab" } });
  expect(cluster).toMatchObject({
    value: {
      version: "v1.34.4",
      groups: ["apps"],
      nodes: { value: [{ name: "good", cpu: 3.92, memory: 2 ** 32, labels: { zone: "a" } }] },
      storageClasses: {
        value: [
          { name: "new", isDefault: true, expands: false, reclaimPolicy: "Delete", bindingMode: "Immediate" },
          { name: "old" },
        ],
      },
      namespace: { known: true, value: undefined },
      daemonSets: unknown("nodes is forbidden"),
      denied: { value: [{ namespace: "data", group: "", resource: "secrets", verb: "get" }] },
    },
  });
  expect(cluster.known && cluster.value.served).toEqual(new Map([["v1", [{ kind: "Secret", resource: "secrets" }]]]));
  expect(cluster.known && cluster.value.pullSecrets).toEqual({
    known: true,
    value: new Map([["pull", "kubernetes.io/dockerconfigjson"]]),
  });
  expect(outside.known && outside.value.hosts).toEqual(
    new Map<string, unknown>([
      ["registry-1.docker.io", unknown("the name leads to no address")],
      ["host of the Secret db", { known: true, value: "resolves" }],
    ]),
  );
  expect(outside.known && outside.value.chart).toBe("/chart");
});

test("all rights are asked for at once, and nothing is asked that would change anything", async () => {
  const { asked, inputs, surroundings } = world();
  await gather(stack, "eu", surroundings);
  const creating = asked.filter((it) => it.startsWith("kubectl create"));
  expect(creating).toHaveLength(1);
  const { items } = JSON.parse(inputs.find((it) => it !== "") ?? "") as { items: { kind: string }[] };
  expect(new Set(items.map(({ kind }) => kind))).toEqual(new Set(["SelfSubjectAccessReview"]));
  expect(
    asked.filter(
      (it) => !/^(kubectl (get|create|version|config view)|pulumi (version|plugin ls|whoami|stack ls))/.test(it),
    ),
  ).toEqual([]);
  for (const it of asked.filter((words) => /^kubectl (get|create)/.test(words))) expect(it).toContain("--context eu");
});

test("of a Secret nothing is read but where something is", async () => {
  const { asked, surroundings } = world();
  await gather(stack, undefined, surroundings);
  const secrets = asked.filter((it) => it.includes("get secret"));
  expect(secrets).toEqual([
    expect.stringContaining("custom-columns=NAME:.metadata.name,TYPE:.type"),
    expect.stringContaining("jsonpath={.data.host}"),
  ]);
});

test("an answer to fewer questions about rights than were asked is none", async () => {
  const { surroundings } = world();
  const ask: Ask = (program, args, input) =>
    args[0] === "create"
      ? Promise.resolve({ code: 0, stdout: "true\n", stderr: "" })
      : surroundings.ask(program, args, input);
  const { cluster } = await gather(stack, undefined, { ...surroundings, ask });
  expect(cluster.known && cluster.value.denied).toEqual(unknown("not every question about rights was answered"));
});

describe("a program", () => {
  const ask = askIn(process.cwd());
  const node = (script: string, input?: string) => ask(process.execPath, ["-e", script], input);

  test("is given its input, and its words and end are told", async () => {
    const echo = "process.stdin.pipe(process.stdout); process.stdin.on('end', () => { process.exitCode = 3 })";
    expect(await node(echo, "hello")).toEqual({ code: 3, stdout: "hello", stderr: "" });
  });

  test("that is not there is told so", async () => {
    expect(await ask("no-such-program", [])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("cannot be run"),
    });
  });

  test("that does not answer is not waited for", async () => {
    const impatient = askIn(process.cwd(), process.env, 100);
    expect(await impatient(process.execPath, ["-e", "setInterval(() => {}, 1000)"])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("does not answer in 0.1 s"),
    });
  });

  test("whose answer cannot be read has given none", async () => {
    const said = await answer(ask, process.execPath, ["-e", "console.log('{')"], (text) => JSON.parse(text) as unknown);
    expect(said).toEqual(unknown(expect.stringContaining("what nobody can read")));
  });
});
