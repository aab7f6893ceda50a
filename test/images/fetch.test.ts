import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { projectRoot } from "../lab/paths.ts";

/** Stands in for Maven: the jar's content is the coordinates that were asked for. */
const maven = `#!/bin/sh
for arg; do
  case "$arg" in
    -Dartifact=*) artifact=\${arg#-Dartifact=} ;;
    -DoutputDirectory=*) folder=\${arg#-DoutputDirectory=} ;;
  esac
done
mkdir -p "$folder"
printf %s "$artifact" > "$folder/$(echo "$artifact" | tr : -).jar"
`;

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dolphinpod-fetch-"));
  mkdirSync(join(folder, "bin"));
  writeFileSync(join(folder, "bin/mvn"), maven);
  chmodSync(join(folder, "bin/mvn"), 0o755);
});

afterEach(() => rmSync(folder, { recursive: true }));

function fetchJars(list: string, env: Record<string, string> = {}): void {
  const PATH = [join(folder, "bin"), process.env["PATH"]].join(delimiter);
  execFileSync(join(projectRoot(), "images/fetch.sh"), {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, ...env, PATH },
    input: list,
    stdio: "pipe",
  });
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

test("jars that are what their checksums say are put into their folders", () => {
  fetchJars(`a:b:1 task-plugins ${sha256("a:b:1")}\nc:d:2:jar:all datasource-plugins ${sha256("c:d:2:jar:all")}\n`);
  expect(readFileSync(join(folder, "task-plugins/a-b-1.jar"), "utf8")).toBe("a:b:1");
  expect(readFileSync(join(folder, "datasource-plugins/c-d-2-jar-all.jar"), "utf8")).toBe("c:d:2:jar:all");
});

test("a jar that is another one stops the build", () => {
  expect(() => fetchJars(`a:b:1 task-plugins ${sha256("something else")}\n`)).toThrow(
    /a:b:1 is \w{64} and .* wants \w{64}/,
  );
});

test("a jar without a checksum stops the build and tells the one that it has", () => {
  expect(() => fetchJars("a:b:1 task-plugins -\n")).toThrow(
    `has no checksum in images/checksums.json, and is ${sha256("a:b:1")}`,
  );
});

test("it is taken where somebody allowed it", () => {
  fetchJars("a:b:1 task-plugins -\n", { UNPINNED: "allow" });
  expect(readFileSync(join(folder, "task-plugins/a-b-1.jar"), "utf8")).toBe("a:b:1");
});
