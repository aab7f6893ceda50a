import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { config } from "../../cli/commands/config.ts";
import { generatedDocs, staleDocs, writeDocs } from "../../scripts/docs.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dolphinpod-config-"));
  writeFileSync(join(folder, "Pulumi.yaml"), "name: dolphinpod\n");
  writeFileSync(
    join(folder, "Pulumi.good.yaml"),
    "config:\n  dolphinpod:class: dev\n  dolphinpod:worker: {replicas: 2}\n",
  );
  writeFileSync(
    join(folder, "Pulumi.bad.yaml"),
    "config:\n  dolphinpod:class: dev\n  dolphinpod:worker: {replcas: 2}\n",
  );
});

afterEach(() => rmSync(folder, { recursive: true }));

test("the resolved environment is printed with the origin of each value in one column", async () => {
  const { exitCode, output } = await config({ stack: "good" }, folder);
  const lines = output.split("\n");
  expect(exitCode).toBe(0);
  expect(lines).toContainEqual(expect.stringMatching(/^ {4}replicas: 2 +stack$/));
  expect(lines).toContainEqual(expect.stringMatching(/^ {4}heapMiB: 614 +derived$/));
  expect(lines).toContain("servers:");
  const columns = lines.flatMap((line) => {
    const match = /(?<= {2})(stack|default|derived|class dev)$/.exec(line);
    return match ? [match.index] : [];
  });
  expect(new Set(columns).size).toBe(1);
});

test("warnings go beside the output, not into it", async () => {
  const { output, errors } = await config({ stack: "good" }, folder);
  expect(errors).toMatch(/^1 warning\n\nversion\n/);
  expect(output).not.toContain("CVE");
});

test("--json prints the same for machines, complete", async () => {
  expect((await config({ stack: "good" }, folder)).data).toMatchObject({
    spec: { servers: { worker: { replicas: 2 } }, ingress: null },
    origins: { "servers.worker.replicas": "stack" },
    warnings: [{ path: "version" }],
  });
});

test("files of the configuration are looked for beside the stack file, wherever the command runs", async () => {
  const database = "{backend: existing, secretName: db, sslMode: verify-full, caBundle: {file: ca.pem}}";
  writeFileSync(
    join(folder, "Pulumi.ca.yaml"),
    `config:\n  dolphinpod:class: dev\n  dolphinpod:database: ${database}\n`,
  );
  expect((await config({ stack: "ca" }, folder)).errors).toMatch(
    /has 1 problem:\n\ndatabase\.caBundle\.file\n {2}received .*cannot be read \(ENOENT\)\n {2}allowed .*\n {2}fix /,
  );
  copyFileSync(join(__dirname, "../fixtures/ca.pem"), join(folder, "ca.pem"));
  expect((await config({ stack: "ca" }, folder)).exitCode).toBe(0);
});

test("a bad stack file is refused with every problem", async () => {
  expect(await config({ stack: "bad" }, folder)).toEqual({
    exitCode: 1,
    output: "",
    errors: expect.stringMatching(
      /^Pulumi\.bad\.yaml has 1 problem:\n\nworker\.replcas\n {2}received .*\n[\s\S]*Did you mean "replicas"/,
    ),
  });
});

test.each(["prod", undefined])("where the stack is %s, the stacks that there are are listed", async (stack) => {
  expect(await config({ stack }, folder)).toMatchObject({
    exitCode: 64,
    errors: expect.stringContaining("there are bad, good."),
  });
});

test("documents are stale until they are written", async () => {
  expect(await staleDocs(folder)).toEqual(Object.keys(await generatedDocs()));
  await writeDocs(folder);
  expect(await staleDocs(folder)).toEqual([]);
  writeFileSync(join(folder, "docs/configuration.md"), "edited by hand");
  expect(await staleDocs(folder)).toEqual(["docs/configuration.md"]);
});
