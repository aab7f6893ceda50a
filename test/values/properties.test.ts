import fc from "fast-check";
import { starterFile } from "../../delivery/init/file.ts";
import { importValues } from "../../delivery/init/from-values.ts";
import { isCarried, valuesMap } from "../../delivery/values/map/index.ts";
import { place, readElsewhere } from "../../delivery/values/map/rows.ts";
import { report } from "../../delivery/values/report.ts";
import { resolve } from "../../stacks/config/index.ts";
import { looksSecret } from "../../stacks/config/problems.ts";
import { fromStackFile } from "../../stacks/config/stack-file.ts";
import { examples } from "../cli/answers.ts";
import { forks, leaves } from "./arbitrary.ts";
import { converted } from "./converted.ts";

// Ends a hang and judges no speed: other tests run beside this one.
jest.setTimeout(120_000);

const today = new Date().toISOString().slice(0, 10);

function everythingSaid(values: object, environmentClass: "dev" | "prod") {
  const imported = importValues([{ name: "values.yaml", text: JSON.stringify(values) }]);
  if ("problems" in imported) throw new Error("not read");
  const answers = { ...examples, class: environmentClass, host: undefined };
  const { carried, left, secrets } = converted(JSON.stringify(values), environmentClass);
  return {
    file: starterFile(answers, { today, imported }),
    said: report(carried, left, secrets, "etl") + JSON.stringify({ left, secrets }),
  };
}

test.each(["dev", "prod"] as const)("whatever values are, the file of class %s has no problem", (environmentClass) => {
  fc.assert(
    fc.property(forks, (values) => {
      const loaded = fromStackFile(everythingSaid(values, environmentClass).file);
      const resolution = loaded.ok ? resolve(loaded.input) : loaded;
      expect(resolution.ok ? [] : resolution.problems).toEqual([]);
    }),
    { numRuns: 80 },
  );
});

/** Switches and what only a Secret says show in other values; what is always written is no news. */
const shownElsewhere = valuesMap.filter((row) => isCarried(row) && (row.always || row.convert === readElsewhere));
const plain = converted("{}");

test.each(
  leaves.filter(({ path, value }) => !shownElsewhere.some(({ from }) => from === path) && String(value) !== "3"),
)("$path is an option, or in the table", ({ keys }) => {
  const values: Record<string, unknown> = {};
  place(values, keys, "3");
  const { carried, left } = converted(JSON.stringify(values));
  expect(carried + left.length).toBeGreaterThan(plain.carried + plain.left.length);
});

const credentials = fc.constantFrom(
  "ghp_madeUpMadeUp0123456789",
  "AKIAMADEUPMADEUP0123",
  "postgresql://etl:made-up-word@db/etl",
  "user=etl&password=made-up-word",
  "-----BEGIN MADE UP KEY-----",
);
const secretLeaves = leaves.filter(
  ({ keys, path }) => looksSecret(keys.at(-1) ?? "") && path !== "ingress.tls.secretName",
);

test.each(["dev", "prod"] as const)(
  "no secret of the values is in what class %s says or writes",
  (environmentClass) => {
    const planted = fc.record({
      place: fc.constantFrom(...leaves),
      form: credentials,
      under: fc.constantFrom(...secretLeaves.filter(({ path }) => path !== "image.pullSecret")),
    });
    fc.assert(
      fc.property(forks, planted, (values, { form, place: at, under }) => {
        const tree = structuredClone(values) as Record<string, unknown>;
        place(tree, under.keys, "word-of-nobody");
        place(tree, at.keys, form);
        const { file, said } = everythingSaid(tree, environmentClass);
        for (const secret of [form, "word-of-nobody", "made-up-word"]) expect(file + said).not.toContain(secret);
      }),
      { numRuns: 80 },
    );
  },
);

/** Everything is outside of the cluster, so rows of the map read more values than their own. */
const outside = {
  postgresql: { enabled: false },
  minio: { enabled: false },
  zookeeper: { enabled: false },
  registryEtcd: { enabled: true, endpoints: "http://etcd:2379", user: "etl" },
  externalDatabase: { host: "db" },
  conf: { common: { "resource.aws.s3.endpoint": "http://minio:9000" } },
  security: { authentication: { type: "LDAP", ldap: { urls: "ldap://ldap.example.com:389" } } },
  ingress: {
    enabled: true,
    host: "a.example.com",
    annotations: { "cert-manager.io/issuer": "ca" },
    tls: { enabled: true },
  },
};
const read = leaves.filter(({ path }) =>
  /^(image|external|registryEtcd|security|ingress|timezone|conf\.common\.(resource\.)?aws)/.test(path),
);

test.each(read)("a secret at $path is not read from there for anything else", ({ keys }) => {
  const tree: Record<string, unknown> = structuredClone(outside);
  place(tree, keys, "postgresql://etl:made-up-word@db/etl");
  const { file, said } = everythingSaid(tree, "dev");
  expect(file + said).not.toContain("made-up-word");
});
