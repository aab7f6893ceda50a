import * as grpc from "@grpc/grpc-js";
import provider from "@pulumi/pulumi/proto/provider_pb.js";
import rpcStatus from "@pulumi/pulumi/proto/status_pb.js";
import anyPb from "google-protobuf/google/protobuf/any_pb.js";
import structPb, { type JavaScriptValue, type Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import type { JsonObject } from "../../../stacks/check/kubernetes/json.ts";
import { describe } from "./errors.ts";
import { InitFailed, type Stored } from "./protocol.ts";

/** A call as grpc-js hands it over, with the part that this provider uses. */
export interface Call<Request> {
  request: Request;
  getPeer(): string;
  on(event: "cancelled", listener: () => void): unknown;
}

export type Answer<Response> = (error: Partial<grpc.StatusObject> | null, response?: Response | null) => void;

/** Who calls, and whether they still want the answer. */
export interface Caller {
  /** Address of the connection. */
  peer: string;
  signal: AbortSignal;
}

/** A unary method from an async function. */
export function unary<Request, Response>(
  work: (request: Request, caller: Caller) => Promise<Response>,
): (call: Call<Request>, answer: Answer<Response>) => void {
  return (call, answer) => {
    const cancelled = new AbortController();
    call.on("cancelled", () => cancelled.abort(new Error("the engine has given up on this call")));
    work(call.request, { peer: call.getPeer(), signal: cancelled.signal }).then(
      (response) => answer(null, response),
      (error: unknown) => answer(failure(error)),
    );
  };
}

export function fromStruct(struct: Struct | undefined): JsonObject {
  return (struct?.toJavaScript() ?? {}) as JsonObject;
}

export function toStruct(value: JsonObject): Struct {
  return structPb.Struct.fromJavaScript(value as Record<string, JavaScriptValue>);
}

/** The error in the form the engine reads; a resource that exists in spite of it keeps its state. */
export function failure(error: unknown): Partial<grpc.StatusObject> {
  const details = describe(error);
  if (!(error instanceof InitFailed)) return { code: grpc.status.UNKNOWN, details };
  const metadata = new grpc.Metadata();
  // grpc-js has no structured error details of its own; this header is how gRPC carries them.
  metadata.add("grpc-status-details-bin", Buffer.from(initFailed(details, error.stored, error.reasons)));
  return { code: grpc.status.UNKNOWN, details, metadata };
}

function initFailed(message: string, stored: Stored, reasons: string[]): Uint8Array {
  const detail = new provider.ErrorResourceInitFailed()
    .setId(stored.id)
    .setProperties(toStruct(stored.state))
    .setReasonsList(reasons);
  const packed = new anyPb.Any();
  packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const status = new rpcStatus.Status().setCode(grpc.status.UNKNOWN).setMessage(message);
  status.addDetails(packed);
  return status.serializeBinary();
}
