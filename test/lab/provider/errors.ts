import { at, type Json, text } from "../../../stacks/check/kubernetes/json.ts";

/** An answer of the API server that is not a success. */
export class ApiError extends Error {
  readonly status: number;
  /** Kubernetes' own word for it, as "NotFound" or "AlreadyExists". */
  readonly reason: string;
  /** Kind of the object that the server could not find, as "namespaces". */
  readonly subject: string;

  constructor(status: number, body: Json) {
    super(text(at(body, "message")) || `HTTP ${status}`);
    this.name = "ApiError";
    this.status = status;
    this.reason = text(at(body, "reason"));
    this.subject = text(at(body, "details", "kind"));
  }

  /** True when the server says that it cannot answer just now. */
  get transient(): boolean {
    return [429, 503, 504].includes(this.status) || (this.status === 500 && this.message.includes("etcdserver"));
  }
}

/** The API server did not answer at all. */
export class UnreachableError extends Error {
  constructor(server: string, cause: unknown) {
    super(`cluster unreachable: the API server ${server} does not answer (${describe(cause)})`, { cause });
    this.name = "UnreachableError";
  }
}

/** An object was accepted but did not become ready; the engine keeps its state and tries again next time. */
export class NotReadyError extends Error {
  readonly reasons: string[];

  constructor(message: string, reasons: string[]) {
    super(message);
    this.name = "NotReadyError";
    this.reasons = reasons;
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}

export function describe(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(describe).join("; ");
  return error instanceof Error ? error.message : String(error);
}
