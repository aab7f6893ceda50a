import * as grpc from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import engine from "@pulumi/pulumi/proto/engine_pb.js";

export type Severity = "info" | "warning" | "error";

/** Where a resource's messages go. */
export interface Log {
  /** A lasting message, shown with the resource. */
  tell(severity: Severity, message: string): void;
  /** What is going on just now; the next status takes its place. */
  status(message: string): void;
}

const SEVERITIES = {
  info: engine.LogSeverity.INFO,
  warning: engine.LogSeverity.WARNING,
  error: engine.LogSeverity.ERROR,
};

/** Speaks to the engine that is attached at the moment. Losing a message never fails an operation. */
export class Engine {
  #client: EngineClient | undefined;
  #address = "";

  attach(address: string): void {
    if (!address || address === this.#address) return;
    this.#client?.close();
    this.#address = address;
    this.#client = new EngineClient(address, grpc.credentials.createInsecure());
  }

  log(urn: string): Log {
    let last = "";
    return {
      tell: (severity, message) => this.#send(urn, severity, message, false),
      status: (message) => {
        if (message !== last) this.#send(urn, "info", message, true);
        last = message;
      },
    };
  }

  #send(urn: string, severity: Severity, message: string, ephemeral: boolean): void {
    const request = new engine.LogRequest()
      .setSeverity(SEVERITIES[severity])
      .setMessage(message)
      .setUrn(urn)
      .setEphemeral(ephemeral);
    this.#client?.log(request, () => {});
  }
}
