import { createHash } from "node:crypto";
import { isNativeError } from "node:util/types";

/** An OCI artifact: `oci://<host>/<name>`, at a tag. */
export interface Artifact {
  readonly repository: string;
  readonly tag: string;
}

const manifestType = "application/vnd.oci.image.manifest.v1+json";
/** An index first: its digest stands for the image on every platform. */
const imageTypes = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  manifestType,
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");
const chartLayerType = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";
const timeoutMs = 60_000;

/** Digest in the form registries and the lock file use. */
export function digestOf(content: Uint8Array): string {
  return `sha256:${createHash("sha256").update(content).digest("hex")}`;
}

/**
 * Pulls a Helm chart's archive from a registry, anonymously, and checks it against the digest in its manifest
 * (https://github.com/opencontainers/distribution-spec, https://helm.sh/docs/topics/registries/#oci-feature-details).
 */
export async function pullChart({ repository, tag }: Artifact): Promise<Uint8Array> {
  const { registry, name } = parseRepository(repository);
  const manifestUrl = `${registry}/v2/${name}/manifests/${tag}`;
  const headers = await authorization(manifestUrl, manifestType);
  const digest = chartLayerDigest(await (await get(manifestUrl, { ...headers, accept: manifestType })).json());
  const blob = await get(`${registry}/v2/${name}/blobs/${digest}`, headers);
  const content = new Uint8Array(await blob.arrayBuffer());
  if (digestOf(content) !== digest) {
    throw new Error(`${repository}:${tag}: the registry sent ${digestOf(content)} where it promised ${digest}.`);
  }
  return content;
}

/**
 * The digest that a registry has for an image now, asked anonymously: "postgres:16.4" is one of Docker Hub.
 *
 * @throws when the registry cannot be reached, or does not show the image to everybody.
 */
export async function imageDigest(reference: string): Promise<string> {
  const { repository, tag } = parseImage(reference);
  const { registry, name } = parseRepository(repository);
  const url = `${registry}/v2/${name}/manifests/${tag}`;
  const headers = { ...(await authorization(url, imageTypes)), accept: imageTypes };
  const manifest = await get(url, headers);
  // Computed from what was sent, not taken from a header: a digest is never anybody's word.
  const digest = digestOf(new Uint8Array(await manifest.arrayBuffer()));
  const promised = manifest.headers.get("docker-content-digest");
  if (promised !== null && promised !== digest) {
    throw new Error(`${reference}: the registry sent ${digest} where it promised ${promised}.`);
  }
  return digest;
}

/**
 * Whether a registry has an image, asked anonymously and without pulling it: "login" where it shows it to nobody.
 *
 * @throws when the registry cannot be reached, or answers what is none of these.
 */
export async function imageStanding(reference: string): Promise<"present" | "absent" | "login"> {
  const [tagged = "", digest] = reference.split("@");
  const { repository, tag } = parseImage(tagged);
  const { registry, name } = parseRepository(repository);
  const url = `${registry}/v2/${name}/manifests/${digest ?? tag}`;
  try {
    const headers = { ...(await authorization(url, imageTypes)), accept: imageTypes };
    const { ok, status } = await fetch(url, { method: "HEAD", headers, signal: AbortSignal.timeout(timeoutMs) });
    if (ok) return "present";
    if (status === 404) return "absent";
    if (refusals.includes(status)) return "login";
    throw new Error(`${url} answered ${status}.`);
  } catch (error) {
    if (error instanceof LoginWanted) return "login";
    throw error;
  }
}

/** A registry shows something only to those it knows. */
class LoginWanted extends Error {}

const refusals = [401, 403];

const hub = "registry-1.docker.io";

function parseImage(reference: string): Artifact {
  const [, path = reference, tag = "latest"] = /^(.+?)(?::([\w][\w.-]*))?$/.exec(reference) ?? [];
  const [first = "", ...rest] = path.split("/");
  if (rest.length === 0) return { repository: `oci://${hub}/library/${path}`, tag };
  if (/^docker\.io$/.test(first)) return { repository: `oci://${hub}/${rest.join("/")}`, tag };
  const hasHost = /[.:]|^localhost$/.test(first);
  return { repository: `oci://${hasHost ? path : `${hub}/${path}`}`, tag };
}

/** What went wrong with a request. fetch says only "fetch failed"; what happened is in its cause. */
export function requestFailure(error: unknown): string {
  if (!isNativeError(error)) return String(error);
  const { cause } = error;
  if (!isNativeError(cause)) return error.message;
  // A host with several addresses fails with an AggregateError, which has a code and no message.
  return `${error.message} (${cause.message || String("code" in cause ? cause.code : cause.name)}).`;
}

function parseRepository(repository: string): { registry: string; name: string } {
  const match = /^oci:\/\/([^/]+)\/(.+)$/.exec(repository);
  const [, host, name] = match ?? [];
  if (!host || !name) {
    throw new Error(`chart.repository: "${repository}" is no OCI reference; write oci://<host>/<path>/<chart>.`);
  }
  const scheme = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host) ? "http" : "https";
  return { registry: `${scheme}://${host}`, name };
}

/** The header a registry asks for: none, or a token that anybody gets for pulling what is public. */
async function authorization(url: string, accept: string): Promise<Record<string, string>> {
  const probe = await fetch(url, { method: "HEAD", headers: { accept }, signal: AbortSignal.timeout(timeoutMs) });
  await probe.body?.cancel();
  if (probe.status !== 401) return {};
  const challenge = probe.headers.get("www-authenticate") ?? "";
  const parameter = (key: string) => new RegExp(`${key}="([^"]*)"`).exec(challenge)?.[1];
  const realm = parameter("realm");
  if (!/^bearer /i.test(challenge) || !realm) {
    throw new LoginWanted(
      `${url} wants a login (${challenge || "of an unknown kind"}); only what is public can be read.`,
    );
  }
  const tokenUrl = new URL(realm);
  for (const key of ["service", "scope"]) {
    const value = parameter(key);
    if (value) tokenUrl.searchParams.set(key, value);
  }
  const response = await fetch(tokenUrl, { signal: AbortSignal.timeout(timeoutMs) });
  if (refusals.includes(response.status)) throw new LoginWanted(`${tokenUrl.origin} gives no token for ${url} to all.`);
  if (!response.ok) throw new Error(`${tokenUrl.href} answered ${response.status} ${response.statusText}.`);
  const answer: unknown = await response.json();
  const token = field(answer, "token") ?? field(answer, "access_token");
  if (typeof token !== "string") throw new Error(`${tokenUrl.origin} gave no token for ${url}.`);
  return { authorization: `Bearer ${token}` };
}

async function get(url: string, headers: Record<string, string>): Promise<Response> {
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(timeoutMs) });
  if (!response.ok) throw new Error(`${url} answered ${response.status} ${response.statusText}.`);
  return response;
}

function chartLayerDigest(manifest: unknown): string {
  const layers = field(manifest, "layers");
  const layer = Array.isArray(layers)
    ? layers.find((candidate: unknown) => field(candidate, "mediaType") === chartLayerType)
    : undefined;
  const digest = field(layer, "digest");
  if (typeof digest !== "string" || !/^sha256:[0-9a-f]{64}$/.test(digest)) {
    throw new Error(`The manifest names no Helm chart (a layer of type ${chartLayerType}).`);
  }
  return digest;
}

function field(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
