import { application, appProject, argocdConfig, type GitopsArgs } from "../../components/gitops/manifests.ts";
import { type RenderOptions, recordSpec } from "../../stacks/check/index.ts";
import type { EnvironmentSpec, Problem } from "../../stacks/config/index.ts";
import { annotated } from "./annotate.ts";
import { contentsOf } from "./contents.ts";
import { files, yaml } from "./files.ts";
import { importFile } from "./import-file.ts";
import { plan } from "./plan.ts";
import { references } from "./secrets.ts";
import type { Planned, Rendering } from "./types.ts";

export type { ImportFile } from "./import-file.ts";
export type { Manifest, Outside, Rendering, StoreEntry } from "./types.ts";

export type Rendered =
  | { readonly ok: true; readonly rendering: Rendering }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export interface FolderOptions extends RenderOptions {
  /** Folder of the stack file: where the path of SealedSecrets begins. */
  readonly folder: string;
  /** What whoever opens the folder must know first; undefined where it is what it seems. */
  readonly warning?: string | undefined;
}

/**
 * The environment as a folder for Argo CD: what the program itself registers, one file an object, without a secret. The
 * same specification and chart give the same bytes on every machine. Like a check, one call must end before the next.
 *
 * @returns every problem at once where the folder cannot be.
 * @throws when the program fails.
 */
export async function renderFolder(spec: EnvironmentSpec, options: FolderOptions): Promise<Rendered> {
  // Whoever applies a folder applies objects; Helm's release has the same ones.
  const registrations = await recordSpec({ ...spec, scheduler: { delivery: "objects" } }, options);
  const planned = plan(registrations);
  const secrets = references(planned.secrets, spec.gitops?.secrets ?? { from: "existing" }, options.folder);
  const problems = [...planned.problems, ...secrets.problems];
  if (problems.length > 0) return { ok: false, problems: problems.sort(byText) };

  const objects = [...planned.objects, ...secrets.objects];
  const manifests = objects.map(annotated);
  const held = new Set(objects.filter(isOwn).map(({ urn }) => urn));
  const argocd = gitopsArgs(spec, manifests);
  return {
    ok: true,
    rendering: {
      files: { ...files(manifests, spec.namespace, options.warning), ...argocdFiles(argocd) },
      manifests,
      argocd,
      outside: planned.outside,
      entries: secrets.entries,
      importFile: (into) => importFile(registrations, held, into),
    },
  };
}

/** A reference to a Secret stands in the place of an object that the program makes itself. */
const isOwn = ({ manifest, urn }: Planned): boolean =>
  !["ExternalSecret", "SealedSecret"].includes(manifest.kind) || urn.includes(`:${manifest.kind}::`);

/** By what a reader sees: the order of registration is nobody's. */
function byText(a: Problem, b: Problem): number {
  const [left, right] = [`${a.path} ${a.received}`, `${b.path} ${b.received}`];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** How Argo CD is told of an environment whose objects these are; undefined where the stack does not say. */
function gitopsArgs(
  { gitops, name: instance, namespace, timezone }: EnvironmentSpec,
  manifests: Rendering["manifests"],
): GitopsArgs | undefined {
  if (gitops === undefined) return undefined;
  return { contents: contentsOf(manifests), instance, namespace, spec: gitops, timezone };
}

/** Beside the objects, because somebody else applies them: in Argo CD's namespace, and before there is a sync. */
function argocdFiles(args: GitopsArgs | undefined): Readonly<Record<string, string>> {
  if (args === undefined) return {};
  const { clusterKinds, kinds } = args.contents;
  return {
    "argocd/application.yaml": yaml(application(args)),
    "argocd/appproject.yaml": yaml(appProject(args)),
    "argocd/argocd-cm.yaml": yaml(argocdConfig([...kinds, ...clusterKinds], args.spec.argocdNamespace)),
  };
}
