import * as grpc from "@grpc/grpc-js";
import type { ConstructRequest } from "@pulumi/pulumi/proto/provider_pb.js";
import { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb.js";
import resource, { type RegisterResourceResponse } from "@pulumi/pulumi/proto/resource_pb.js";
import type google from "google-protobuf/google/protobuf/empty_pb.js";
import type { JsonObject } from "../../../stacks/check/kubernetes/json.ts";
import { markSecrets, UNKNOWN } from "../../../stacks/check/kubernetes/wire.ts";
import { toStruct } from "./rpc.ts";

/** One resource under a component. */
export interface Child {
  type: string;
  name: string;
  inputs: JsonObject;
  retainOnDelete: boolean;
}

/**
 * Registers the resources of one component with the engine.
 *
 * It speaks to the engine itself instead of through `@pulumi/pulumi`, whose runtime keeps its options in globals: so
 * components can be made at the same time, and the SDK need not be loaded.
 */
export class Monitor {
  #request: ConstructRequest;
  #version: string;
  #client: ResourceMonitorClient;

  constructor(request: ConstructRequest, version: string) {
    this.#request = request;
    this.#version = version;
    this.#client = new ResourceMonitorClient(request.getMonitorendpoint(), grpc.credentials.createInsecure(), {
      "grpc.max_receive_message_length": -1,
      "grpc.max_send_message_length": -1,
    });
  }

  /** The component itself; the engine adds the transforms that the program gave it. */
  async registerComponent(): Promise<string> {
    const from = this.#request;
    const request = new resource.RegisterResourceRequest()
      .setType(from.getType())
      .setName(from.getName())
      .setParent(from.getParent())
      .setDependenciesList(from.getDependenciesList())
      .setAliasesList(from.getAliasesList())
      .setAliasspecs(true)
      .setIgnorechangesList(from.getIgnorechangesList())
      .setReplaceonchangesList(from.getReplaceonchangesList())
      .setDeletedwith(from.getDeletedwith())
      .setReplaceWithList(from.getReplaceWithList())
      .setAcceptsecrets(true)
      .setAcceptresources(true)
      .setObject(toStruct({}));
    const [protect, retain] = [from.getProtect(), from.getRetainondelete()];
    if (protect !== undefined) request.setProtect(protect);
    if (retain !== undefined) request.setRetainondelete(retain);
    for (const [name, reference] of from.getProvidersMap().entries()) request.getProvidersMap().set(name, reference);
    return (await this.#register(request)).getUrn();
  }

  async registerChild(parent: string, child: Child, after: string[]): Promise<{ urn: string; id: string }> {
    const request = new resource.RegisterResourceRequest()
      .setType(child.type)
      .setName(child.name)
      .setParent(parent)
      .setCustom(true)
      .setObject(toStruct(markSecrets(child.inputs, undefined)))
      .setDependenciesList(after)
      .setVersion(this.#version)
      .setProvider(this.#request.getProvidersMap().get("kubernetes") ?? "")
      .setAdditionalsecretoutputsList(child.inputs["kind"] === "Secret" ? ["data", "stringData"] : [])
      .setAcceptsecrets(true)
      .setAcceptresources(true)
      .setAliasspecs(true)
      .setSupportspartialvalues(true)
      .setSupportsresultreporting(true);
    const retain = child.retainOnDelete || this.#request.getRetainondelete();
    if (retain !== undefined) request.setRetainondelete(retain);
    const protect = this.#request.getProtect();
    if (protect !== undefined) request.setProtect(protect);
    const answer = await this.#register(request);
    if (answer.getResult() !== resource.Result.SUCCESS) throw new Error(`${child.name} was not registered`);
    return { urn: answer.getUrn(), id: answer.getId() || UNKNOWN };
  }

  registerOutputs(urn: string, outputs: JsonObject): Promise<void> {
    const request = new resource.RegisterResourceOutputsRequest().setUrn(urn).setOutputs(toStruct(outputs));
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#client.registerResourceOutputs(request, (error: grpc.ServiceError | null, _answer: google.Empty) =>
      error ? reject(error) : resolve(),
    );
    return promise;
  }

  close(): void {
    this.#client.close();
  }

  #register(request: InstanceType<typeof resource.RegisterResourceRequest>): Promise<RegisterResourceResponse> {
    const { promise, resolve, reject } = Promise.withResolvers<RegisterResourceResponse>();
    this.#client.registerResource(request, (error: grpc.ServiceError | null, answer: RegisterResourceResponse) =>
      error ? reject(error) : resolve(answer),
    );
    return promise;
  }
}
