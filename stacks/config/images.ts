import { type ImageName, imageNames } from "../../components/scheduler/images.ts";
import type { ImageSpec } from "../../components/scheduler/types.ts";
import type { ApplicationVersion } from "../../components/scheduler/versions/index.ts";
import lock from "../../images.lock.json" with { type: "json" };
import { isMonitored } from "./build-monitoring.ts";
import type { Settings } from "./schema.ts";

/** Digests by image reference. */
export type Digests = Readonly<Record<string, string>>;

/** What `npm run images -- <stack> --pin` has found out so far. */
export const lockedDigests: Digests = lock;

/** An image that an environment pulls, and the option that decides it. */
export interface UsedImage {
  readonly option: string;
  readonly reference: string;
}

/** The settings with every image as pods will name it: from the mirror, and with its digest where that is locked. */
export function withFinalImages(settings: Settings, digests: Digests): Settings {
  const final = (reference: string) => pinned(mirrored(reference, settings.image.mirror), digests);
  const { database, objectStore, plugins, registry } = settings;
  return {
    ...settings,
    database: {
      ...database,
      clusterImage: final(database.clusterImage),
      exporterImage: final(database.exporterImage),
      image: final(database.image),
    },
    objectStore: { ...objectStore, clientImage: final(objectStore.clientImage), image: final(objectStore.image) },
    plugins: { ...plugins, image: plugins.image && final(plugins.image) },
    registry: { ...registry, etcdImage: final(registry.etcdImage), image: final(registry.image) },
  };
}

/** The application's images, of settings that have their final ones. */
export function applicationImages(settings: Settings, { version }: ApplicationVersion, digests: Digests): ImageSpec {
  const { mirror, overrides, pullPolicy, pullSecrets, registry, tag = version } = settings.image;
  const reference = (name: ImageName) =>
    pinned(mirrored(overrides[name] ?? `${registry}/${imageNames[name]}:${tag}`, mirror), digests);
  const references = {
    alert: reference("alert"),
    api: reference("api"),
    master: reference("master"),
    tools: reference("tools"),
    worker: reference("worker"),
  };
  return { registry, tag, references, pullPolicy, pullSecrets };
}

/** Everything that an environment pulls. */
export function usedImages(settings: Settings, version: ApplicationVersion, digests: Digests): readonly UsedImage[] {
  const { database, objectStore, plugins, registry } = withFinalImages(settings, digests);
  const { references } = applicationImages(settings, version, digests);
  return [
    ...Object.entries(references).map(([name, reference]) => ({ option: `image (${name})`, reference })),
    ...(plugins.image ? [{ option: "plugins.image", reference: plugins.image }] : []),
    ...(database.backend === "in-cluster" ? [{ option: "database.image", reference: database.image }] : []),
    ...(database.backend === "in-cluster" && isMonitored(settings)
      ? [{ option: "database.exporterImage", reference: database.exporterImage }]
      : []),
    ...(database.backend === "cloudnative-pg"
      ? [{ option: "database.clusterImage", reference: database.clusterImage }]
      : []),
    ...(objectStore.backend === "minio"
      ? [
          { option: "objectStore.image", reference: objectStore.image },
          { option: "objectStore.clientImage", reference: objectStore.clientImage },
        ]
      : []),
    ...(registry.backend === "zookeeper" ? [{ option: "registry.image", reference: registry.image }] : []),
    ...(registry.backend === "etcd" ? [{ option: "registry.etcdImage", reference: registry.etcdImage }] : []),
  ];
}

export function isPinned(reference: string): boolean {
  return /@sha256:[0-9a-f]{64}$/.test(reference);
}

/** A reference with its digest, where one is locked; a locked text that is none counts as none. */
export function pinned(reference: string, digests: Digests): string {
  const digest = Object.hasOwn(digests, reference) ? digests[reference] : undefined;
  return digest !== undefined && isPinned(`@${digest}`) && !isPinned(reference) ? `${reference}@${digest}` : reference;
}

/** Where the mirror of Docker Hub has an image; others are left alone. */
export function mirrored(reference: string, mirror: string | undefined): string {
  if (mirror === undefined) return reference;
  const onHub = reference.replace(/^(registry-1\.|index\.)?docker\.io\//, "");
  const [first = "", ...rest] = onHub.split("/");
  if (rest.length === 0) return `${mirror}/library/${onHub}`;
  return /[.:]|^localhost$/.test(first) ? reference : `${mirror}/${onHub}`;
}
