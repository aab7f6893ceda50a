import type { Registration } from "../../stacks/check/index.ts";
import { identityOf } from "../../stacks/check/manifests.ts";
import { chartType } from "../../stacks/check/monitor.ts";

/** An entry of the file that `pulumi import --file` takes (https://www.pulumi.com/docs/iac/guides/migration/import/). */
interface Imported {
  /** Unique in the file; `logicalName` is the resource's own. */
  readonly name: string;
  readonly logicalName: string;
  readonly type: string;
  readonly parent?: string;
  readonly id?: string;
  readonly component?: true;
  readonly provider?: string;
}

export interface ImportFile {
  readonly nameTable: Readonly<Record<string, string>>;
  readonly resources: readonly Imported[];
}

const provider = "cluster";

/**
 * The way back: what makes a stack of Pulumi take over the objects of a folder as they are.
 *
 * @param held names the registrations whose objects the folder holds as the program makes them.
 */
export function importFile(
  registrations: readonly Registration[],
  held: ReadonlySet<string>,
  { project, stack }: { readonly project: string; readonly stack: string },
): ImportFile {
  const charts = new Set(registrations.filter(({ urn }) => held.has(urn)).map(({ parent }) => parent));
  const isOurs = ({ custom, remote, urn }: Registration) => held.has(urn) || (remote ? charts.has(urn) : !custom);
  const resources = registrations.filter(isOurs).map(imported);
  return {
    nameTable: { [provider]: `urn:pulumi:${stack}::${project}::pulumi:providers:kubernetes::${provider}` },
    resources: resources.sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

function imported(registration: Registration): Imported {
  const { custom, name, parent, type, urn } = registration;
  const common = { name: key(urn), logicalName: name, type, ...(parent === "" ? {} : { parent: key(parent) }) };
  if (!custom || type === chartType) return { ...common, component: true };
  const { name: object, namespace } = identityOf(registration);
  return { ...common, id: [namespace, object].filter(Boolean).join("/"), provider };
}

/** Type and name; of the type only what is the resource's own. */
const key = (urn: string): string => urn.split("::").slice(2).join("::").split("$").at(-1) ?? urn;
