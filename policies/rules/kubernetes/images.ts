import type { Field } from "../../core/field.ts";
import type { ObjectView } from "../../core/model.ts";
import type { ObjectRule } from "../../core/rule.ts";
import { podTypes, valuesTypes } from "../../core/types.ts";
import { schedulerValues } from "../../core/values.ts";

const text = {
  link: "https://kubernetes.io/docs/concepts/containers/images/",
  pack: "kubernetes",
  scope: "object",
} as const;

const imagesOf = (object: ObjectView): readonly Field[] =>
  object.allContainers.map((container) => container.at("image"));

export interface ImageName {
  /** Registry and path: docker.io/apache/dolphinscheduler-api. */
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** The parts of an image's name, with the registry that a short name means. */
export function imageName(image: string): ImageName {
  const [rest = "", digest] = image.split("@");
  const slash = rest.lastIndexOf("/");
  const colon = rest.indexOf(":", slash + 1);
  const path = colon < 0 ? rest : rest.slice(0, colon);
  const [first = "", ...others] = path.split("/");
  const hasRegistry = others.length > 0 && (/[.:]/.test(first) || first === "localhost");
  const full = others.length === 0 ? `library/${path}` : path;
  return {
    repository: hasRegistry ? path : `docker.io/${full}`,
    tag: colon < 0 ? undefined : rest.slice(colon + 1),
    digest,
  };
}

export const noLatestTag: ObjectRule = {
  ...text,
  id: "no-latest-tag",
  title: "Images say their version",
  severity: "high",
  why: "latest is another program tomorrow. The chart's default is latest with IfNotPresent, so two nodes run two versions of a cluster.",
  remediation: "Write the version as tag, or a digest.",
  origin: "Chart section 0",
  types: [...podTypes, ...valuesTypes],
  evaluate: (object) =>
    (valuesTypes.includes(object.type) ? tagOf(object) : unversioned(object)).map((at) => {
      return { at, allowed: "a version or a digest", fix: "Write the version as tag, or a digest." };
    }),
};

const unversioned = (object: ObjectView) =>
  imagesOf(object).filter(({ text: image }) => {
    const { tag, digest } = imageName(image ?? "none:known");
    return digest === undefined && (tag === undefined || tag === "latest");
  });

/** The tag of a chart's values, where it names no version. */
function tagOf(object: ObjectView): readonly Field[] {
  const tag = schedulerValues(object)?.at("image", "tag");
  return tag && (tag.absent || tag.text === "latest") ? [tag] : [];
}

export const imageDigestPinned: ObjectRule = {
  ...text,
  id: "image-digest-pinned",
  title: "Images are named by digest",
  severity: "medium",
  why: "A tag can be moved; a digest is the program itself.",
  remediation: "Write repository@sha256:..., which `npm run images` can look up.",
  origin: "kube-linter, latest-tag; SLSA",
  types: podTypes,
  evaluate: (object) =>
    imagesOf(object)
      .filter(({ text: image }) => image !== undefined && !/@sha256:[0-9a-f]{64}$/.test(image))
      .map((at) => ({ at, allowed: "a name that ends in @sha256:...", fix: "Add the digest." })),
};

export const allowedRegistries: ObjectRule = {
  ...text,
  id: "allowed-registries",
  title: "Images come from registries that the team trusts",
  severity: "high",
  why: "What a registry hands out, the cluster runs.",
  remediation: "Mirror the image, or add its registry to the parameter registries.",
  origin: "gatekeeper-library, K8sAllowedRepos",
  parameters: ["registries"],
  types: podTypes,
  evaluate: (object, { parameters: { registries } }) => {
    if (registries.length === 0) return [];
    const allowed = registries.map((it) => `${it.replace(/\/+$/, "")}/`);
    const from = (image: string) => allowed.some((it) => `${imageName(image).repository}/`.startsWith(it));
    return imagesOf(object)
      .filter(({ text: image }) => image !== undefined && !from(image))
      .map((at) => ({ at, allowed: `images from ${registries.join(", ")}`, fix: "Mirror the image there." }));
  },
};

export const imageRules = [noLatestTag, imageDigestPinned, allowedRegistries];
