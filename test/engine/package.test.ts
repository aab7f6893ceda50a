import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { projectRoot } from "../lab/paths.ts";
import { helmBinary } from "../lab/tools/index.ts";
import { testLab } from "./lab.ts";

const root = projectRoot();
const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};
/** At the versions that this repository has, so that a release of somebody else's fails no test here. */
const companions = ["@pulumi/kubernetes", "@pulumi/pulumi", "@pulumi/random", "@types/node", "typescript"].map(
  (name) => `${name}@${dependencies[name] ?? devDependencies[name]}`,
);
/** Beside the scheduler: what the installed `environment` makes of two lines of configuration. */
const made: Readonly<Record<string, readonly string[]>> = {
  "The scheduler in a namespace of yours": [],
  "A whole environment beside your own resources": [
    "NetworkPolicy dolphinscheduler-default-deny",
    "StatefulSet dolphinscheduler-minio",
    "StatefulSet dolphinscheduler-postgresql",
    "StatefulSet dolphinscheduler-zookeeper",
  ],
  "A field that no option has": ["StatefulSet dolphinscheduler-zookeeper"],
};
const guide = readFileSync(join(root, "docs", "library.md"), "utf8");
const programs = guide.split(/^## /m).flatMap((section) => {
  const [, title, text] = /^(.+)\n[\s\S]*?^```ts\n([\s\S]*?)^```$/m.exec(section) ?? [];
  return title && text ? [{ title, text }] : [];
});

interface Inputs {
  readonly kind?: string;
  readonly metadata?: { readonly name?: string };
}

let folder: string;

/** Runs a command in the folder of the other program, and fails with all that it said. */
function run(command: string, ...args: string[]): string {
  try {
    return execFileSync(command, args, { cwd: folder, encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${command} ${args.join(" ")}:\n${stdout}${stderr}`);
  }
}

const write = (file: string, content: unknown) => writeFileSync(join(folder, file), JSON.stringify(content));

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "dolphinpod-package-"));
  run(process.execPath, join(root, "scripts", "build.ts"), join(folder, "built"));
  const [{ filename }] = JSON.parse(run("npm", "pack", "./built", "--json")) as [{ filename: string }];
  write("package.json", { name: "other", private: true, type: "module", main: "program.ts" });
  const quietly = ["--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"];
  run("npm", "install", ...quietly, `./${filename}`, ...companions);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the guide shows a component and a whole environment, each in 25 lines at most", () => {
  expect(programs.map(({ title }) => title)).toEqual([
    "The scheduler in a namespace of yours",
    "A whole environment beside your own resources",
    "A field that no option has",
  ]);
  for (const { text } of programs) expect(text.trim().split("\n").length).toBeLessThanOrEqual(25);
  expect(readFileSync(join(root, "README.md"), "utf8")).toContain(programs[0]?.text);
});

test("the package holds no TypeScript source, and nothing of it lies outside of it", () => {
  const installed = join(folder, "node_modules", "dolphinpod");
  const files = run("find", installed, "-type", "f").trim().split("\n");
  expect(files.filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"))).toEqual([]);
  const imports = files
    .filter((file) => /\.(js|d\.ts)$/.test(file))
    .flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/(?:from |import\()"([^"]+)"/g)].map(([, name]) => name),
    );
  expect(imports.filter((name) => name?.endsWith(".ts"))).toEqual([]);
  const packages = imports.flatMap((name = "") => /^(?!\.|node:)(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? []);
  const { dependencies: own, peerDependencies: peers } = JSON.parse(
    readFileSync(join(installed, "package.json"), "utf8"),
  );
  expect([...new Set(packages)].filter((name) => !(name in own || name in peers))).toEqual([]);
});

test("the command of the package makes a stack file in a project, and checks it", async () => {
  const helm = await helmBinary(() => {});
  const env = {
    ...process.env,
    DOLPHINPOD_CHART: join(root, "test/fixtures/chart"),
    PATH: [join(folder, "node_modules/.bin"), dirname(helm), process.env["PATH"]].join(delimiter),
  };
  const call = (...words: string[]) => execFileSync("dolphinpod", words, { cwd: folder, encoding: "utf8", env });
  expect(call("init", "packed", "--yes")).toContain("Wrote Pulumi.packed.yaml");
  expect(JSON.parse(call("check", "packed", "--json"))).toMatchObject({
    stack: "packed",
    chart: { source: "named" },
    policies: { findings: [] },
  });
  const withLab = spawnSync("dolphinpod", ["up", "packed", "--lab"], { cwd: folder, encoding: "utf8", env });
  expect(withLab).toMatchObject({ status: 1, stderr: expect.stringContaining("works in the repository alone") });
});

test("in the repository npx finds the command, in a folder of it too", () => {
  const called = spawnSync("npx", ["dolphinpod", "--version"], { cwd: join(root, "docs"), encoding: "utf8" });
  expect(called).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
});

test("installing it brings no cloud SDK along", () => {
  expect(readdirSync(join(folder, "node_modules", "@pulumi")).sort()).toEqual(["kubernetes", "pulumi", "random"]);
});

describe.each(programs)("the program of the guide: $title", ({ text, title }) => {
  beforeAll(() => writeFileSync(join(folder, "program.ts"), text));

  test("type-checks strictly, the package's declarations included", () => {
    const options = {
      exactOptionalPropertyTypes: true,
      module: "nodenext",
      noEmit: true,
      skipLibCheck: false,
      strict: true,
      target: "es2024",
      types: ["node"],
    };
    write("tsconfig.json", { compilerOptions: options, files: ["program.ts"] });
    run(process.execPath, "node_modules/typescript/bin/tsc", "-p", ".");
  });

  test("previews a scheduler that is hardened, and what belongs to it", async () => {
    cpSync(join(root, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
    const options = {
      cwd: folder,
      env: { PULUMI_BACKEND_URL: `file://${folder}`, PULUMI_CONFIG_PASSPHRASE: "test" },
    };
    const lab = testLab();
    await lab.pulumi(["stack", "init", "--stack", "other"], options);
    const { code, stderr, stdout } = await lab.pulumi(["preview", "--json", "--stack", "other"], options);
    if (code !== 0) throw new Error(`${stdout}${stderr}`);
    const { steps } = JSON.parse(stdout) as { steps: { urn: string; newState?: { inputs?: Inputs } }[] };
    const objects = steps.map(({ newState: { inputs } = {} }) => `${inputs?.kind} ${inputs?.metadata?.name}`);
    expect(objects).toEqual(expect.arrayContaining([...(made[title] ?? [])]));
    const isTransformed = JSON.stringify(steps).includes('"claimName":"shared-soft"');
    expect(isTransformed).toBe(title === "A field that no option has");
    const master = steps.find(({ urn }) => /StatefulSet::.*dolphinscheduler-master$/.test(urn));
    expect(master?.newState?.inputs).toMatchObject({
      spec: { template: { spec: { automountServiceAccountToken: false } } },
    });
  });
});
