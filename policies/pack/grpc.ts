import { createServer, type ServerHttp2Stream } from "node:http2";
import type { AddressInfo } from "node:net";

/** What answers the calls of one method: a message in, a message out. */
export type Method = (request: Uint8Array) => Uint8Array;

const status = { ok: "0", unknown: "2", unimplemented: "12" } as const;
/** Before each message: a flag for compression, and the length. */
const PREFIX = 5;

/**
 * Serves unary gRPC methods by their paths, and tells the port:
 * https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md
 *
 * Not @grpc/grpc-js: to load it takes as long as to load all rules, and half of each call is its layers for streams,
 * interceptors and credentials. A pack has one client on this machine, which sends no compressed messages.
 */
export function serveGrpc(methods: ReadonlyMap<string, Method>, ready: (port: number) => void): void {
  // Messages are taken out as they come, however large they are.
  const server = createServer({ maxSessionMemory: Number.MAX_SAFE_INTEGER });
  server.on("stream", (stream, headers) => {
    const chunks: Buffer[] = [];
    // Whoever breaks off a call wants no answer.
    stream.on("error", () => {});
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on("end", () => answer(stream, methods.get(headers[":path"] ?? ""), Buffer.concat(chunks)));
  });
  server.listen(0, "127.0.0.1", () => ready((server.address() as AddressInfo).port));
}

function answer(stream: ServerHttp2Stream, method: Method | undefined, sent: Buffer): void {
  if (stream.destroyed) return;
  const { message, trailers } = outcome(method, sent);
  stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
  stream.once("wantTrailers", () => stream.sendTrailers(trailers));
  stream.end(message);
}

function outcome(method: Method | undefined, sent: Buffer): { message?: Buffer; trailers: Record<string, string> } {
  if (method === undefined || sent[0] !== 0) return { trailers: { "grpc-status": status.unimplemented } };
  try {
    const message = method(sent.subarray(PREFIX));
    const prefix = Buffer.alloc(PREFIX);
    prefix.writeUInt32BE(message.length, 1);
    return { message: Buffer.concat([prefix, message]), trailers: { "grpc-status": status.ok } };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { trailers: { "grpc-status": status.unknown, "grpc-message": encodeURI(text) } };
  }
}
