import { readFileSync } from "node:fs";
import { describeRange } from "../../components/platform/kubernetes-version.ts";
import { operatorReleases } from "../../components/platform/operators.ts";
import { operatorNames } from "../../components/platform/types.ts";

const page = readFileSync("docs/platform.md", "utf8");

test("the table of docs/platform.md is the data", () => {
  const rows = page
    .split("\n")
    .filter((line) => /^\| `(?!platform`)/.test(line))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll("`", "")),
    );
  const releases = operatorNames.flatMap((operator) =>
    operatorReleases[operator].map(({ application, chart, digest, kubernetes, version }) => {
      return [operator, chart, version, application, describeRange(kubernetes), digest ?? "not stated"];
    }),
  );
  expect(rows).toEqual(releases);
});
