import * as grpc from "@grpc/grpc-js";
import { CallbacksClient } from "@pulumi/pulumi/proto/callback_grpc_pb.js";
import callbacks, { type Callback } from "@pulumi/pulumi/proto/callback_pb.js";
import resources from "@pulumi/pulumi/proto/resource_pb.js";
import structs, { type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb.js";

export type Inputs = Readonly<Record<string, unknown>>;

export interface Transformed {
  readonly type: string;
  readonly name: string;
  readonly parent: string;
  readonly custom: boolean;
  readonly inputs: Inputs;
}

/**
 * The inputs after the program's own `transforms`, called as the engine calls them: the SDK serves them on the loopback
 * address. So what is checked went through the very functions that an update runs.
 */
export async function transform(resource: Transformed, transforms: readonly Callback[]): Promise<Inputs> {
  let { inputs } = resource;
  for (const callback of transforms) inputs = await call(callback, { ...resource, inputs });
  return inputs;
}

async function call(callback: Callback, { type, name, parent, custom, inputs }: Transformed): Promise<Inputs> {
  const request = new resources.TransformRequest()
    .setType(type)
    .setName(name)
    .setParent(parent)
    .setCustom(custom)
    .setProperties(toStruct(inputs))
    .setOptions(new resources.TransformResourceOptions());
  const invocation = new callbacks.CallbackInvokeRequest()
    .setToken(callback.getToken())
    .setRequest(request.serializeBinary());
  const client = new CallbacksClient(callback.getTarget(), grpc.credentials.createInsecure());
  try {
    const answer = await new Promise<Uint8Array>((resolve, reject) => {
      client.invoke(invocation, (error, response) => (error ? reject(error) : resolve(response.getResponse_asU8())));
    });
    const properties = resources.TransformResponse.deserializeBinary(answer).getProperties();
    return (properties?.toJavaScript() ?? inputs) as Inputs;
  } finally {
    client.close();
  }
}

export function toStruct(inputs: Inputs): InstanceType<typeof structs.Struct> {
  return structs.Struct.fromJavaScript(inputs as Record<string, JavaScriptValue>);
}
