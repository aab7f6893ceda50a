import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a checker complains about. */
export interface Complaint {
  readonly check: string;
  readonly kind: string;
  readonly name: string;
  /** Where in the object, and what. */
  readonly detail: string;
}

/** Files by name, each with manifests. */
export type Files = ReadonlyMap<string, readonly object[]>;

export function writeFiles(folder: string, files: Files): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, manifests] of files) {
    // JSON is YAML, of every version and for every parser.
    writeFileSync(join(folder, name), manifests.map((it) => JSON.stringify(it, undefined, 1)).join("\n---\n"));
  }
}

interface Scored {
  readonly object_name: string;
  readonly type_meta: { readonly kind: string };
  readonly checks: readonly {
    readonly check: { readonly id: string };
    readonly grade: number;
    readonly skipped: boolean;
    readonly comments: readonly { readonly path: string; readonly summary: string }[] | null;
  }[];
}

/** kube-score with all of its optional tests, or without them; below 7 is a warning or worse. */
export function kubeScore(
  binary: string,
  folder: string,
  files: Files,
  tests: "all" | "default" = "all",
): ReadonlyMap<string, readonly Complaint[]> {
  const list = tests === "all" ? execFileSync(binary, ["list"], { encoding: "utf8" }) : "";
  const optional = list.split("\n").flatMap((line) => (line.endsWith(",optional") ? [line.split(",")[0] ?? ""] : []));
  const options = ["--output-format", "json", ...optional.flatMap((id) => ["--enable-optional-test", id])];
  return new Map(
    [...files.keys()].map((name) => {
      const { stdout, stderr } = spawnSync(binary, ["score", ...options, join(folder, name)], { encoding: "utf8" });
      if (!stdout.startsWith("[")) throw new Error(`kube-score: ${name}: ${stderr}`);
      const scored: readonly Scored[] = JSON.parse(stdout);
      return [name, scored.flatMap(complaintsOf)];
    }),
  );
}

function complaintsOf({ checks, object_name, type_meta }: Scored): readonly Complaint[] {
  return checks
    .filter(({ grade, skipped }) => !skipped && grade < 7)
    .flatMap(({ check, comments }) =>
      (comments ?? []).map(({ path, summary }) => {
        return { check: check.id, kind: type_meta.kind, name: object_name, detail: `${path} ${summary}` };
      }),
    );
}

interface Checked {
  readonly results: {
    readonly failed_checks: readonly {
      readonly check_id: string;
      readonly file_path: string;
      readonly resource: string;
    }[];
  };
}

/** checkov with every check of its own about Kubernetes, without asking its platform. */
export function checkov(binary: string, folder: string, files: Files): ReadonlyMap<string, readonly Complaint[]> {
  const options = ["--framework", "kubernetes", "--skip-download", "--compact", "--quiet", "--output", "json"];
  const { stdout, stderr } = spawnSync(binary, ["--directory", folder, ...options], {
    encoding: "utf8",
    maxBuffer: 2 ** 30,
  });
  if (!stdout.startsWith("{")) throw new Error(`checkov: ${stderr || stdout}`);
  const { results }: Checked = JSON.parse(stdout);
  const found = Map.groupBy(results.failed_checks, ({ file_path }) => file_path.slice(1));
  return new Map(
    [...files.keys()].map((name) => {
      const complaints = (found.get(name) ?? []).map(({ check_id, resource }) => {
        const [kind = ""] = resource.split(".");
        return { check: check_id, kind, name: resource, detail: "" };
      });
      return [name, complaints];
    }),
  );
}
