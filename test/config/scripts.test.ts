import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { config } from "../../scripts/config.ts";
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

test("the resolved environment is printed with the origin of each value in one column", () => {
  const { exitCode, output } = config(["good"], folder);
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

test("warnings go beside the output, not into it", () => {
  const { output, errors } = config(["good"], folder);
  expect(errors).toMatch(/^1 warning\n\nversion\n/);
  expect(output).not.toContain("CVE");
});

test("--json prints the same for machines, complete", () => {
  const { output } = config(["good", "--json"], folder);
  expect(JSON.parse(output)).toMatchObject({
    spec: { servers: { worker: { replicas: 2 } }, ingress: null },
    origins: { "servers.worker.replicas": "stack" },
    warnings: [{ path: "version" }],
  });
});

test("a bad stack file is refused with every problem", () => {
  expect(config(["bad"], folder)).toEqual({
    exitCode: 1,
    output: "",
    errors: expect.stringMatching(
      /^Pulumi\.bad\.yaml has 1 problem:\n\nworker\.replcas\n {2}received .*\n[\s\S]*Did you mean "replicas"/,
    ),
  });
});

test("an unknown stack lists the stacks that there are", () => {
  expect(config(["prod"], folder)).toMatchObject({
    exitCode: 1,
    errors: expect.stringContaining("there are bad, good."),
  });
  expect(config([], folder)).toMatchObject({ exitCode: 1, errors: expect.stringContaining("there are bad, good.") });
});

test.each([[["good", "--yaml"]], [["good", "bad"]]])("arguments that mean nothing are refused: %j", (args) => {
  expect(config(args, folder)).toMatchObject({ exitCode: 1, errors: expect.stringContaining("usage:") });
});

test("documents are stale until they are written", () => {
  expect(staleDocs(folder)).toEqual(Object.keys(generatedDocs()));
  writeDocs(folder);
  expect(staleDocs(folder)).toEqual([]);
  writeFileSync(join(folder, "docs/configuration.md"), "edited by hand");
  expect(staleDocs(folder)).toEqual(["docs/configuration.md"]);
});
