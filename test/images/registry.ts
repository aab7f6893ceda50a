import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A registry on the loopback address that shows manifests to everybody with a token, which everybody gets. */
export interface ManifestRegistry {
  /** `127.0.0.1:<port>`. */
  readonly host: string;
  /** By `<name>:<tag>`, what is sent. */
  readonly manifests: Record<string, string>;
  /** What the registry says the digest is, where that differs from what it sends. */
  promised: string | undefined;
  /** What was accepted in the last request for a manifest. */
  accepted: string;
  close(): Promise<void>;
}

export async function startManifestRegistry(): Promise<ManifestRegistry> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
    if (url.pathname === "/token") return response.end(JSON.stringify({ access_token: "anybody" }));
    if (request.headers.authorization !== "Bearer anybody") {
      const challenge = `Bearer realm="${url.origin}/token",service="fake",scope="repository:x:pull"`;
      return response.writeHead(401, { "www-authenticate": challenge }).end();
    }
    const [, name, tag] = /^\/v2\/(.+)\/manifests\/(.+)$/.exec(url.pathname) ?? [];
    const manifest = registry.manifests[`${name}:${tag}`];
    if (manifest === undefined) return response.writeHead(404).end();
    registry.accepted = request.headers.accept ?? "";
    return response.writeHead(200, { "docker-content-digest": registry.promised ?? sha256(manifest) }).end(manifest);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const registry: ManifestRegistry = {
    accepted: "",
    close: () => closed(server),
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    manifests: {},
    promised: undefined,
  };
  return registry;
}

export function sha256(text: string): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
