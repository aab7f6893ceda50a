import { createHash } from "node:crypto";

/** An OCI artifact: `oci://<host>/<name>`, at a tag. */
export interface Artifact {
  readonly repository: string;
  readonly tag: string;
}

const manifestType = "application/vnd.oci.image.manifest.v1+json";
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
  const headers = await authorization(manifestUrl);
  const digest = chartLayerDigest(await (await get(manifestUrl, { ...headers, accept: manifestType })).json());
  const blob = await get(`${registry}/v2/${name}/blobs/${digest}`, headers);
  const content = new Uint8Array(await blob.arrayBuffer());
  if (digestOf(content) !== digest) {
    throw new Error(`${repository}:${tag}: the registry sent ${digestOf(content)} where it promised ${digest}.`);
  }
  return content;
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
async function authorization(url: string): Promise<Record<string, string>> {
  const probe = await fetch(url, { headers: { accept: manifestType }, signal: AbortSignal.timeout(timeoutMs) });
  await probe.body?.cancel();
  if (probe.status !== 401) return {};
  const challenge = probe.headers.get("www-authenticate") ?? "";
  const parameter = (key: string) => new RegExp(`${key}="([^"]*)"`).exec(challenge)?.[1];
  const realm = parameter("realm");
  if (!/^bearer /i.test(challenge) || !realm) {
    throw new Error(`${url} wants a login (${challenge || "of an unknown kind"}); only public charts can be pulled.`);
  }
  const tokenUrl = new URL(realm);
  for (const key of ["service", "scope"]) {
    const value = parameter(key);
    if (value) tokenUrl.searchParams.set(key, value);
  }
  const answer: unknown = await (await get(tokenUrl.href, {})).json();
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
