import { fromPulumi, resolve } from "../../stacks/config/index.ts";
import { fromStackFile } from "../../stacks/config/stack-file.ts";

test("Pulumi's flat configuration becomes sections, and other namespaces are left alone", () => {
  const config = {
    "dolphinpod:class": "dev",
    "dolphinpod:worker": '{"replicas":2,"memory":"4Gi"}',
    "kubernetes:context": "prod",
    "aws:region": "eu-central-1",
  };
  expect(fromPulumi(config)).toEqual({ class: "dev", worker: { replicas: 2, memory: "4Gi" } });
});

test("broken JSON stays a text, which resolve then refuses", () => {
  const resolution = resolve(fromPulumi({ "dolphinpod:class": "dev", "dolphinpod:worker": "{replicas" }));
  expect(resolution).toMatchObject({ ok: false, problems: [{ path: "worker", received: '"{replicas"' }] });
});

test("a value that Pulumi kept encrypted is refused and not shown", () => {
  const config = { "dolphinpod:class": "dev", "dolphinpod:name": "hunter2" };
  const resolution = resolve(fromPulumi(config, ["dolphinpod:name", "aws:secretKey"]));
  expect(resolution).toMatchObject({ ok: false, problems: [{ path: "name", received: "an encrypted value" }] });
  expect(JSON.stringify(resolution)).not.toContain("hunter2");
});

test("a stack file and Pulumi's view of it load alike", () => {
  const file = "config:\n  dolphinpod:class: dev\n  dolphinpod:worker: {replicas: 2}\n  aws:region: eu-central-1\n";
  const config = { "dolphinpod:class": "dev", "dolphinpod:worker": '{"replicas":2}', "aws:region": "eu-central-1" };
  expect(fromStackFile(file)).toEqual({ ok: true, input: fromPulumi(config) });
});

test.each([
  ["broken YAML", "config:\n  dolphinpod:worker: {replicas: 2\n", "line", /Mend the line/],
  ["a key written twice", "config:\n  dolphinpod:name: a\n  dolphinpod:name: b\n", "line 3", /Mend the line/],
  ["no configuration", "secretsprovider: passphrase\n", "config", /dolphinpod:class: dev/],
  ["an empty file", "", "config", /dolphinpod:class: dev/],
  ["a key without its namespace", "config:\n  worker: {replicas: 2}\n", "worker", /dolphinpod:worker/],
])("refused with its place and a way out: %s", (_, text, path, fix) => {
  const loaded = fromStackFile(text);
  expect(loaded.ok ? [] : loaded.problems).toEqual([
    {
      path: expect.stringContaining(path),
      received: expect.stringMatching(/./),
      allowed: expect.stringMatching(/./),
      fix: expect.stringMatching(fix),
    },
  ]);
});

test("an encrypted value in a stack file is refused and not shown", () => {
  const loaded = fromStackFile(
    "config:\n  dolphinpod:class: dev\n  dolphinpod:database:\n    username:\n      secure: v1:abc\n",
  );
  const resolution = resolve(loaded.ok ? loaded.input : {});
  expect(resolution).toMatchObject({ ok: false, problems: [{ path: "database.username" }] });
  expect(JSON.stringify(resolution)).not.toContain("v1:abc");
});
