import { isPinned, usedImages } from "../images.ts";
import { isProduction, type Rule, rule } from "./rule.ts";

const stockRegistry = /^((registry-1\.)?docker\.io\/)?apache$/;

const imagesHoldPlugins = rule(
  "From version 3.3 on the stock images lack the plugins without which a worker dies (apache/dolphinscheduler#17143): `image.registry` or `image.overrides.worker` names images of your own, or `plugins` brings them along.",
  ["version", "image.registry", "image.overrides", "plugins.image"],
  ({ settings: { image, plugins }, version }) => {
    const own = !stockRegistry.test(image.registry) || image.overrides.worker !== undefined;
    if (own || plugins.image !== undefined || version.plugins !== "own-image") return undefined;
    return {
      path: "image.registry",
      received: `${JSON.stringify(image.registry)} with version ${version.version}`,
      allowed: "a registry of your own: the stock images of this version lack the plugins, and their workers die",
      fix: "Build images/ and name their registry, or name an image of jars with plugins: {image: ...}, or write version: 3.2.2.",
    };
  },
);

const pluginsNameTheirImage = rule(
  "A `plugins` section names its `image`.",
  ["plugins.image", "plugins.path"],
  ({ settings: { plugins }, written }) => {
    if (plugins.image !== undefined || !written("plugins.path")) return undefined;
    return {
      path: "plugins.image",
      received: "nothing",
      allowed: "an image with a tag or a digest, because a path alone copies nothing",
      fix: "Write for example plugins: {image: registry.example.com/data/dolphinscheduler-plugins:3.4.2-1}.",
    };
  },
);

const productionPins: Rule = rule(
  "Class prod runs images by digest, or says in `image.unpinned` why not and until when.",
  [
    "class",
    "version",
    "image",
    "plugins.image",
    "database.image",
    "database.clusterImage",
    "objectStore",
    "registry.image",
  ],
  (facts) => {
    const { digests, settings, version } = facts;
    const unpinned = usedImages(settings, version, digests).filter(({ reference }) => !isPinned(reference));
    if (!isProduction(facts) || unpinned.length === 0 || settings.image.unpinned !== undefined) return undefined;
    return {
      path: "image",
      received: `${unpinned.length} without a digest: ${unpinned.map(({ reference }) => reference).join(", ")}`,
      allowed: "images with a digest, by themselves or in images.lock.json",
      fix: "Run npm run images -- <stack> --pin, or write image: {unpinned: {reason: ..., expires: ...}}.",
    };
  },
);

/** Days. A year, so that somebody looks at every exception again. */
const longest = 365;

const exceptionEnds = rule(
  `\`image.unpinned\` is in force: its \`expires\` is not over, and at most ${longest} days ahead.`,
  ["image.unpinned"],
  ({ now, settings: { image } }) => {
    if (image.unpinned === undefined) return undefined;
    const { expires } = image.unpinned;
    const today = now.slice(0, 10);
    const last = new Date(Date.parse(today) + longest * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
    if (expires >= today && expires <= last) return undefined;
    return {
      path: "image.unpinned.expires",
      received: JSON.stringify(expires),
      allowed: `a day from ${today} to ${last}`,
      fix: "Pin the images with npm run images -- <stack> --pin, or give the exception a new last day and a reason that holds.",
    };
  },
);

export const imageRules: readonly Rule[] = [imagesHoldPlugins, pluginsNameTheirImage, productionPins, exceptionEnds];
