import { z } from "zod";
import { option } from "./option.ts";
import { imageReference, matching, reason, subdomainPattern } from "./text.ts";

const example = "registry.example.com/data/dolphinscheduler-worker:3.4.2-1";
const override = imageReference("Image of this component alone.", example).optional();

const registryPath = /^(?!.*\/dolphinscheduler$)[a-z0-9]([a-z0-9._:/-]{0,200}[a-z0-9])?$/;

export const image = z.strictObject({
  registry: option(matching(registryPath), {
    description:
      "Registry and organisation of the images. The images' own names (dolphinscheduler-master and so on) are added.",
    allowed: "a registry path without a trailing slash and without the image's name",
    example: "registry.example.com/apache",
  }),
  tag: option(matching(/^(?!latest$)\w[\w.-]{0,127}$/), {
    description: "Tag of all images. Left out, the version.",
    allowed: "an image tag other than latest",
    example: "3.2.2",
  }).optional(),
  overrides: option(
    z.strictObject({ master: override, worker: override, api: override, alert: override, tools: override }),
    {
      description: "Whole image references of single components, in place of registry and tag.",
      allowed: "an object with master, worker, api, alert, tools, each an image with a tag or a digest",
      example: { worker: example },
    },
  ),
  mirror: option(matching(registryPath), {
    description:
      "Registry that mirrors Docker Hub: every image without a registry of its own is pulled from there, official ones below library/.",
    allowed: "a registry path without a trailing slash",
    example: "registry.example.com/docker-hub",
  }).optional(),
  unpinned: option(
    z.strictObject({
      reason: reason("The registry cannot be reached from where the digests are resolved."),
      expires: option(z.iso.date(), {
        description: "Last day of the exception.",
        allowed: "a date such as 2026-12-31",
        example: "2026-12-31",
      }),
    }),
    {
      description:
        "Lets images without a digest run in class prod for a while. `npm run images -- <stack> --pin` makes it needless.",
      allowed: "an object with reason and expires, at most 365 days ahead",
      example: { reason: "The registry cannot be reached from where the digests are resolved.", expires: "2026-12-31" },
    },
  ).optional(),
  pullPolicy: option(z.enum(["IfNotPresent", "Always", "Never"]), {
    description: "When nodes pull the images.",
    allowed: "IfNotPresent, Always, Never",
    example: "IfNotPresent",
  }),
  pullSecrets: option(z.array(matching(subdomainPattern)), {
    description: "Names of existing Secrets of type kubernetes.io/dockerconfigjson in the namespace.",
    allowed: "a list of Secret names",
    example: ["registry-credentials"],
  }),
});

export const plugins = z.strictObject({
  image: imageReference(
    "Image that carries jars (JDBC drivers, plugins) and a shell with cp, such as one on busybox. Writing this section puts the jars on the class path of all servers.",
    "registry.example.com/data/dolphinscheduler-plugins:3.4.2-1",
  ).optional(),
  path: option(matching(/^\/[\w][\w./-]{0,200}$/), {
    description:
      "Folder of the jars in the image. Versions from 3.3 on keep its folders task-plugins, storage-plugins, datasource-plugins and alert-plugins.",
    allowed: "an absolute path of letters, digits, '_', '.', '-' and '/'",
    example: "/plugins",
  }),
});
