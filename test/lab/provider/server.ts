import type * as grpc from "@grpc/grpc-js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import provider, {
  type CheckRequest,
  type ConfigureRequest,
  type ConstructRequest,
  type CreateRequest,
  type DeleteRequest,
  type DiffRequest,
  type ProviderHandshakeRequest,
  type ReadRequest,
  type UpdateRequest,
} from "@pulumi/pulumi/proto/provider_pb.js";
import google from "google-protobuf/google/protobuf/empty_pb.js";
import { constructChart } from "./chart.ts";
import { Engine } from "./engine.ts";
import type { Operation } from "./protocol.ts";
import { checkResponse, diffResponse } from "./responses.ts";
import { type Caller, fromStruct, toStruct, unary } from "./rpc.ts";
import { Sessions } from "./sessions.ts";
import type { Connection } from "./settings.ts";

/** Versions of the SDKs that children of a chart name, so that they share the program's default provider. */
export interface Versions {
  kubernetes: string;
}

/** `pulumirpc.ResourceProvider` for the packages `kubernetes` and `random`. */
export function serve(server: grpc.Server, versions: Versions, ahead?: Promise<Connection | undefined>): void {
  const engine = new Engine();
  const sessions = new Sessions(ahead);
  const operation = (
    request: { getUrn(): string; getPreview?(): boolean; getTimeout?(): number; getIgnorechangesList?(): string[] },
    { peer, signal }: Caller,
  ): Operation => ({
    urn: request.getUrn(),
    log: engine.log(request.getUrn()),
    signal: AbortSignal.any([signal, sessions.cancellation(peer)]),
    preview: request.getPreview?.() ?? false,
    timeout: request.getTimeout?.() ?? 0,
    ignored: request.getIgnorechangesList?.() ?? [],
  });

  server.addService(ResourceProviderService, {
    handshake: unary(async (request: ProviderHandshakeRequest) => {
      engine.attach(request.getEngineAddress());
      return new provider.ProviderHandshakeResponse().setAcceptSecrets(true).setAcceptResources(true);
    }),
    attach: unary(async (request: InstanceType<typeof plugin.PluginAttach>) => {
      engine.attach(request.getAddress());
      return new google.Empty();
    }),
    getPluginInfo: unary(async () => new plugin.PluginInfo().setVersion(versions.kubernetes)),
    checkConfig: unary(async (request: CheckRequest) => new provider.CheckResponse().setInputs(request.getNews())),
    diffConfig: unary(async (request: DiffRequest) => sessions.diffConfig(request)),
    configure: unary(async (request: ConfigureRequest, { peer }) => {
      await sessions.configure(peer, request);
      return new provider.ConfigureResponse().setAcceptsecrets(true).setAcceptresources(true).setSupportspreview(true);
    }),
    check: unary(async (request: CheckRequest, caller) => {
      const resources = sessions.resources(caller.peer, request.getUrn());
      const olds = fromStruct(request.getOlds());
      const news = fromStruct(request.getNews());
      return checkResponse(await resources.check(operation(request, caller), olds, news, request.getRandomseed_asU8()));
    }),
    diff: unary(async (request: DiffRequest, caller) => {
      const resources = sessions.resources(caller.peer, request.getUrn());
      const [state, olds, news] = [request.getOlds(), request.getOldInputs(), request.getNews()].map(fromStruct);
      return diffResponse(await resources.diff(operation(request, caller), state ?? {}, olds ?? {}, news ?? {}));
    }),
    create: unary(async (request: CreateRequest, caller) => {
      const resources = sessions.resources(caller.peer, request.getUrn());
      const stored = await resources.create(operation(request, caller), fromStruct(request.getProperties()));
      return new provider.CreateResponse().setId(stored.id).setProperties(toStruct(stored.state));
    }),
    read: unary(async (request: ReadRequest, caller) => {
      const resources = sessions.resources(caller.peer, request.getUrn());
      const [state, inputs] = [fromStruct(request.getProperties()), fromStruct(request.getInputs())];
      const found = await resources.read(operation(request, caller), request.getId(), state, inputs);
      if (!found) return new provider.ReadResponse();
      return new provider.ReadResponse()
        .setId(found.id)
        .setProperties(toStruct(found.state))
        .setInputs(toStruct(found.inputs));
    }),
    update: unary(async (request: UpdateRequest, caller) => {
      const resources = sessions.resources(caller.peer, request.getUrn());
      const [state, news] = [fromStruct(request.getOlds()), fromStruct(request.getNews())];
      const updated = await resources.update(operation(request, caller), request.getId(), state, news);
      return new provider.UpdateResponse().setProperties(toStruct(updated));
    }),
    delete: unary(async (request: DeleteRequest, caller) => {
      const resources = sessions.resources(caller.peer, request.getUrn());
      await resources.delete(operation(request, caller), request.getId(), fromStruct(request.getProperties()));
      return new google.Empty();
    }),
    construct: unary(async (request: ConstructRequest, { peer, signal }) =>
      constructChart(request, sessions.session(peer), engine, versions.kubernetes, signal),
    ),
    cancel: unary(async (_request: google.Empty, { peer }) => {
      sessions.cancel(peer);
      return new google.Empty();
    }),
  });
}
