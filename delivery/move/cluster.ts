import { isRecord } from "../../stacks/config/problems.ts";
import type { Run } from "../run.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Where kubectl finds the objects, and whose they are for Helm. */
export interface Place {
  readonly context: string | undefined;
  readonly namespace: string;
  /** Name of the release. */
  readonly release: string;
}

const managedBy = "app.kubernetes.io/managed-by";
const ownership = { name: "meta.helm.sh/release-name", namespace: "meta.helm.sh/release-namespace" } as const;

/** What Helm asks of an object before it takes it into a release: a label and two annotations. */
export async function markForHelm(run: Run, place: Place, objects: readonly Fields[]): Promise<void> {
  const names = objects.map(reference);
  const mark = (what: string, ...marks: string[]) =>
    kubectl(run, place, what, "--overwrite", "--field-manager=helm", ...names, ...marks);
  await mark("label", `${managedBy}=Helm`);
  await mark("annotate", `${ownership.name}=${place.release}`, `${ownership.namespace}=${place.namespace}`);
}

/**
 * Takes from the objects what made them Helm's, and gives their fields to Pulumi alone: a field that Helm still held
 * would stay when it leaves the program. Helm's own records go last, so until then it can be seen that this is not done.
 */
export async function freeFromHelm(run: Run, place: Place, objects: readonly Fields[]): Promise<void> {
  const names = objects.map(reference);
  await kubectl(run, place, "annotate", ...names, `${ownership.name}-`, `${ownership.namespace}-`);
  const unlabelled = objects.filter((object) => labelsOf(object)[managedBy] === undefined).map(reference);
  if (unlabelled.length > 0) await kubectl(run, place, "label", ...unlabelled, `${managedBy}-`);
  for (const object of objects) await giveFields(run, place, object);
  await kubectl(run, place, "delete", "secrets", "--selector", records(place));
}

/** Whether Helm has a record of the release. */
export async function helmKnows(run: Run, place: Place): Promise<boolean> {
  return (await kubectl(run, place, "get", "secrets", "--selector", records(place), "--output=name")).trim() !== "";
}

const records = ({ release }: Place) => `owner=helm,name=${release}`;

/** Leaves out of the list of managers Helm, and Pulumi under the names of resources that are no more. */
async function giveFields(run: Run, place: Place, object: Fields): Promise<void> {
  const live: unknown = JSON.parse(
    await kubectl(run, place, "get", reference(object), "--output=json", "--show-managed-fields"),
  );
  const metadata = isRecord(live) && isRecord(live["metadata"]) ? live["metadata"] : {};
  const { managedFields, resourceVersion } = metadata;
  const own = isRecord(object["outputs"]) ? object["outputs"]["__fieldManager"] : undefined;
  const managers = Array.isArray(managedFields) ? managedFields.filter(isRecord) : [];
  const staying = managers.filter(
    ({ manager }) => manager === own || !/^(helm|pulumi-kubernetes-.*)$/.test(`${manager}`),
  );
  // An object whose list is empty would get a new one at the next write, with all fields in it.
  if (staying.length === managers.length || staying.length === 0) return;
  const patch = [
    { op: "test", path: "/metadata/resourceVersion", value: resourceVersion },
    { op: "replace", path: "/metadata/managedFields", value: staying },
  ];
  await kubectl(run, place, "patch", reference(object), "--type=json", "--patch", JSON.stringify(patch));
}

/** An object of the state as kubectl names it: "StatefulSet.v1.apps/registry". */
function reference(object: Fields): string {
  const { apiVersion, kind, metadata } = manifestOf(object);
  const [version = "", group = ""] = String(apiVersion).split("/").toReversed();
  return `${kind}.${version}.${group}/${isRecord(metadata) ? metadata["name"] : ""}`;
}

function labelsOf(object: Fields): Fields {
  const { metadata } = manifestOf(object);
  return isRecord(metadata) && isRecord(metadata["labels"]) ? metadata["labels"] : {};
}

const manifestOf = ({ inputs }: Fields): Fields => (isRecord(inputs) ? inputs : {});

async function kubectl(run: Run, { context, namespace }: Place, ...args: string[]): Promise<string> {
  const where = [...(context === undefined ? [] : ["--context", context]), "--namespace", namespace];
  const { code, stdout } = await run("kubectl", [...where, ...args]);
  if (code !== 0) throw new Error(`kubectl ${args[0]} failed; see above.`);
  return stdout;
}
