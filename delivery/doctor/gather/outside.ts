import { lookup } from "node:dns/promises";
import { existsSync } from "node:fs";
import { cachedArchive } from "../../../stacks/chart.ts";
import type { EnvironmentSpec } from "../../../stacks/config/index.ts";
import { imageStanding, requestFailure } from "../../../stacks/oci.ts";
import type { ImageStanding, OutsideFacts } from "../facts.ts";
import { type Answer, known, unknown } from "../finding.ts";
import { type HostName, hostIn } from "../needs/hosts.ts";
import type { Needs } from "../needs/index.ts";
import type { Kubectl } from "./cluster.ts";

/** What is asked of the network. Tests give answers of their own. */
export interface Network {
  readonly resolve: (host: string) => Promise<unknown>;
  readonly image: (reference: string) => Promise<ImageStanding>;
}

export const network: Network = { resolve: (host) => lookup(host), image: imageStanding };

/** Looks names and images up, all at once. */
export async function gatherOutside(
  { chart, namespace }: EnvironmentSpec,
  needs: Needs,
  kubectl: Kubectl,
  { image, resolve }: Network = network,
  env: NodeJS.ProcessEnv = process.env,
): Promise<OutsideFacts> {
  const hosts = needs.hosts.map(async ({ host }) => {
    const title = typeof host === "string" ? host : `${host.key} of the Secret ${host.secret}`;
    const name = await nameOf(host, namespace, kubectl);
    return [title, name.known ? await resolves(name.value, resolve) : name] as const;
  });
  const images = needs.images.map(async (reference) => [reference, await standing(reference, image)] as const);
  const archive = cachedArchive(chart, env);
  return {
    hosts: new Map(await Promise.all(hosts)),
    images: new Map(await Promise.all(images)),
    chart: env["DOLPHINPOD_CHART"] || (existsSync(archive) ? archive : undefined),
  };
}

/** A host's name; of a binding's Secret only the key that says where, never one that says how to get in. */
async function nameOf(host: HostName, namespace: string, kubectl: Kubectl): Promise<Answer<string>> {
  if (typeof host === "string") return known(host);
  const path = `jsonpath={.data.${host.key}}`;
  const read = (text: string) => hostIn(Buffer.from(text, "base64").toString());
  const found = await kubectl(["get", "secret", host.secret, "--namespace", namespace, "--output", path], read);
  return found.known && found.value === "" ? unknown(`the Secret has no ${host.key}`) : found;
}

async function resolves(name: string, resolve: Network["resolve"]): Promise<Answer<"resolves">> {
  try {
    await resolve(name);
    return known("resolves");
  } catch {
    return unknown("the name leads to no address");
  }
}

async function standing(reference: string, image: Network["image"]): Promise<Answer<ImageStanding>> {
  try {
    return known(await image(reference));
  } catch (error) {
    return unknown(`the registry does not answer this machine: ${requestFailure(error).replace(/\.$/, "")}`);
  }
}
