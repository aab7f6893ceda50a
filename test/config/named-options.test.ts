import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { child, sectionsSchema } from "../../stacks/config/json-schema.ts";

const root = join(__dirname, "../..");
const pages = ["docs", "docs/adr", "docs/runbooks"].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((file) => file.endsWith(".md"))
    .map((file) => `${folder}/${file}`),
);
const schema = sectionsSchema();

/** Keys of Secrets, properties of the application and hosts that begin like a section. */
const others = /^(tls\.(key|crt)|registry\.(user|password|zookeeper\.\w+)|(registry|monitoring)\..*\.com)$/;

/** The table of the chart's values, which have names like options; a test of its own holds it to the map. */
const map = /<!-- map -->.*<!-- end of map -->/s;

/** Options that a text names in code spans: `worker.replicas`, also with a value behind it. */
function namedIn(text: string): string[] {
  const spans = [...text.matchAll(/`([a-zA-Z]+(?:\.[a-zA-Z]+)+)(?::[^`]*)?`/g)].map(([, path = ""]) => path);
  return spans.filter((path) => child(schema, path.split(".")[0] ?? "")?.properties && !others.test(path));
}

function exists(path: string): boolean {
  let node: ReturnType<typeof child> = schema;
  for (const key of path.split(".")) node = node && child(node, key);
  return node !== undefined;
}

test.each(["README.md", ...pages])("%s names no option that is not there", (page) => {
  expect(namedIn(readFileSync(join(root, page), "utf8").replace(map, "")).filter((path) => !exists(path))).toEqual([]);
});

test("an option that is not there is found, whatever stands behind it", () => {
  const text = "`worker.replicas` `worker.threds: 5` `objectStore.access.keyVersion` `tls.key` `start.sh`";
  expect(namedIn(text)).toEqual(["worker.replicas", "worker.threds", "objectStore.access.keyVersion"]);
  expect(namedIn(text).filter((path) => !exists(path))).toEqual(["worker.threds", "objectStore.access.keyVersion"]);
});
