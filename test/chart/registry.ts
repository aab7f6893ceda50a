import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A registry on the loopback address that serves one chart, anonymously by token, as Docker Hub does. */
export interface FakeRegistry {
  readonly repository: string;
  /** Paths asked for, in order. */
  readonly requests: string[];
  /** What the registry sends from now on, whatever its manifest promises. */
  archive: Buffer;
  /** What the manifest promises. */
  promised: Buffer;
  close(): Promise<void>;
}

export async function startRegistry(archive: Buffer): Promise<FakeRegistry> {
  const server = createServer((request, response) => answer(registry, request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const registry: FakeRegistry = {
    repository: `oci://127.0.0.1:${port}/apache/dolphinscheduler-helm`,
    requests: [],
    archive,
    promised: archive,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return registry;
}

function answer(registry: FakeRegistry, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
  registry.requests.push(url.pathname);
  const scope = "repository:apache/dolphinscheduler-helm:pull";
  const digest = `sha256:${createHash("sha256").update(registry.promised).digest("hex")}`;

  if (url.pathname === "/token") {
    const granted = url.searchParams.get("scope") === scope && url.searchParams.get("service") === "fake";
    response.writeHead(granted ? 200 : 403).end(JSON.stringify({ token: "anybody" }));
  } else if (request.headers.authorization !== "Bearer anybody") {
    const challenge = `Bearer realm="${url.origin}/token",service="fake",scope="${scope}"`;
    response.writeHead(401, { "www-authenticate": challenge }).end();
  } else if (url.pathname === "/v2/apache/dolphinscheduler-helm/manifests/3.2.2") {
    response.writeHead(200).end(
      JSON.stringify({
        schemaVersion: 2,
        layers: [
          { mediaType: "application/vnd.cncf.helm.chart.provenance.v1.prov", digest: `sha256:${"0".repeat(64)}` },
          { mediaType: "application/vnd.cncf.helm.chart.content.v1.tar+gzip", digest },
        ],
      }),
    );
  } else if (url.pathname === `/v2/apache/dolphinscheduler-helm/blobs/${digest}`) {
    response.writeHead(200).end(registry.archive);
  } else {
    response.writeHead(404).end();
  }
}
