import { commandsByHand, quoted } from "../../delivery/teardown/by-hand.ts";
import { explain } from "../../delivery/teardown/explain.ts";
import { teardownPlan } from "../../delivery/teardown/plan.ts";
import { stateResources } from "../../delivery/teardown/state.ts";
import { inAws, kept, object, resource, retained, stackExport, statefulSet } from "./state.ts";

const plan = (...resources: object[]) => teardownPlan(stateResources(stackExport(...resources)));
const names = (items: readonly { kind: string; name: string }[]) => items.map(({ kind, name }) => `${kind} ${name}`);

test("what is retained stays, and so do the claims of StatefulSets that keep them", () => {
  const { claims, goes, stays } = plan(...retained);
  expect(names(stays)).toEqual(["Namespace data", "Secret ds-database"]);
  expect(names(goes)).toEqual(["StatefulSet keeper", "StatefulSet cache"]);
  expect(claims).toEqual([{ names: ["disk-keeper-0", "disk-keeper-1"], namespace: "data" }]);
});

test("a namespace that goes takes the claims in it along, and the explanation says so", () => {
  const going = plan(object("core/v1:Namespace", "data"), statefulSet);
  expect(going).toMatchObject({ claims: [], emptied: ["data"] });
  expect(explain("dev", going)).toMatch(
    /Namespace data goes with all that is in it: volume claims.*\n\nStays: nothing\.$/,
  );
});

test("components, providers and what the stack only reads are no part of it", () => {
  const read = object("apiextensions.k8s.io/v1:CustomResourceDefinition", "certificates", { external: true });
  const component = { ...resource({ type: "dolphinpod:tls:UiCertificate", name: "tls" }), custom: false };
  expect(plan(read, component, resource({ type: "pulumi:providers:random", name: "default" })).goes).toEqual([]);
});

test.each([
  [{ beforeDelete: ["guard"] }, true],
  [{ AfterDelete: ["guard"] }, true],
  [{ beforeUpdate: ["guard"] }, false],
  [{}, false],
])("with the hooks %j of a resource the program runs: %j", (resourceHooks, runProgram) => {
  expect(plan(object("apps/v1:StatefulSet", "keeper", { resourceHooks }))).toMatchObject({ runProgram });
});

test("an input that is a secret names nothing and stops nothing", () => {
  const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:x" };
  const odd = resource({
    type: "random:index/randomPassword:RandomPassword",
    name: "odd",
    inputs: { identifier: secret },
  });
  expect(names(plan(odd).goes)).toEqual(["RandomPassword odd"]);
});

test("in the lab all is said of the lab's cluster, and the commands are for it", () => {
  const inLab = teardownPlan(stateResources(stackExport(...retained)), "/state/kubeconfig");
  expect(explain("dev", inLab)).toMatch(/^Teardown of the stack dev, in the lab\./);
  expect(commandsByHand(inLab)).toEqual(["kubectl --kubeconfig /state/kubeconfig delete namespace data"]);
});

test("what stays in the cluster goes by hand with its namespace, in the stack's context", () => {
  const provider = resource({ type: "pulumi:providers:kubernetes", name: "cluster", inputs: { context: "my prod" } });
  expect(commandsByHand(plan(provider, ...retained))).toEqual(["kubectl --context 'my prod' delete namespace data"]);
});

test("what stays in a namespace of somebody else goes by hand one by one", () => {
  const secret = object("core/v1:SecretPatch", "ds-database", kept);
  expect(commandsByHand(plan(secret, statefulSet))).toEqual([
    "kubectl delete secret ds-database -n data",
    "kubectl delete pvc disk-keeper-0 disk-keeper-1 -n data",
  ]);
});

test("what stays in AWS goes by hand in its region, a snapshot first and the keys last", () => {
  const commands = commandsByHand(plan(...inAws));
  expect(commands.map((command) => command.split(" ").slice(0, 5).join(" "))).toEqual([
    "aws --region eu-central-1 rds modify-db-instance",
    "aws --region eu-central-1 rds delete-db-instance",
    "aws --region eu-central-1 rds wait",
    "aws --region eu-central-1 s3api delete-bucket",
    "aws --region eu-central-1 kms schedule-key-deletion",
  ]);
  expect(commands[1]).toContain(
    "--db-instance-identifier data-database --final-db-snapshot-identifier data-database-final",
  );
});

test("the explanation names what stays and where, and counts the settings that stay with it", () => {
  const text = explain("prod", plan(...retained, ...inAws));
  expect(text).toMatch(/^Teardown of the stack prod, in the cluster of the current context and AWS eu-central-1\./);
  expect(text).toContain("Goes: 3 resources\n  2 StatefulSet, 1 User\n");
  expect(text).toMatch(/ {2}Secret +ds-database +namespace data\n/);
  expect(text).toMatch(/ {2}PersistentVolumeClaim +disk-keeper-1 +namespace data\n/);
  expect(text).toMatch(/ {2}Instance +data-database +AWS eu-central-1\n/);
  expect(text).toContain("Their 1 setting (");
});

test.each([
  ["urn:pulumi:prod::dolphinpod::aws:kms/key:Key::key", "urn:pulumi:prod::dolphinpod::aws:kms/key:Key::key"],
  ["a$b", "'a$b'"],
  ["it's", "'it'\\''s'"],
])("the shell reads %s as it is", (word, expected) => {
  expect(quoted(word)).toBe(expected);
});
