import { draft } from "../../delivery/init/file.ts";
import { importValues, inputOf } from "../../delivery/init/from-values.ts";
import { resolve } from "../../stacks/config/index.ts";
import { examples } from "../cli/answers.ts";

/** What init makes of values, as far as it is data. */
export function converted(text: string, environmentClass: "dev" | "prod" = "dev") {
  const imported = importValues([{ name: "values.yaml", text }]);
  if ("problems" in imported) throw new Error(JSON.stringify(imported.problems));
  const { context, storage } = examples;
  const answers = {
    class: environmentClass,
    namespace: "etl",
    ...(environmentClass === "prod" ? { context, storage } : {}),
  };
  const { carried, left, secrets, sections } = draft(answers, {
    today: new Date().toISOString().slice(0, 10),
    imported,
  });
  const input = inputOf(sections);
  const resolution = resolve(input);
  return { carried, input, left, problems: resolution.ok ? [] : resolution.problems, secrets };
}

/** Values of an installation that keeps its data outside of the cluster. */
export const external = `
postgresql: { enabled: false }
minio: { enabled: false }
externalDatabase: { host: db.example.com, database: scheduler }
conf:
  common:
    resource.aws.s3.bucket.name: acme-dolphin
    resource.aws.s3.endpoint: https://s3.example.com
`;
