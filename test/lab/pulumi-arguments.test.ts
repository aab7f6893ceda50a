import { readCall } from "./pulumi-arguments.ts";

test.each([
  ["up --yes", true],
  ["preview -s dev", true],
  ["--color never refresh", true],
  ["-C /elsewhere destroy", true],
  ["--cwd=/elsewhere up", true],
  ["up --help", false],
  ["config set up preview", false],
  ["stack ls", false],
  ["--version", false],
  ["", false],
])("`pulumi %s` needs a cluster: %s", (line, needsCluster) => {
  expect(readCall(line.split(" ").filter(Boolean)).needsCluster).toBe(needsCluster);
});

test.each([
  [["-C", "/elsewhere", "up"], "/elsewhere"],
  [["--cwd=/elsewhere", "up"], "/elsewhere"],
  [["up"], undefined],
])("the stack files of `pulumi %j` lie in %s", (args, cwd) => {
  expect(readCall(args).cwd).toBe(cwd);
});
