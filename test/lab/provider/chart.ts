import type { ConstructRequest, ConstructResponse } from "@pulumi/pulumi/proto/provider_pb.js";
import provider from "@pulumi/pulumi/proto/provider_pb.js";
import { readChartInputs, template } from "../../../stacks/check/kubernetes/helm.ts";
import { at, type JsonObject, object, text } from "../../../stacks/check/kubernetes/json.ts";
import {
  annotation,
  idOf,
  nameOf,
  namespaceOf,
  typeOf,
  withMetadata,
} from "../../../stacks/check/kubernetes/objects.ts";
import { hasUnknown, plainObject, resourceReference } from "../../../stacks/check/kubernetes/wire.ts";
import type { Engine } from "./engine.ts";
import { type Child, Monitor } from "./monitor.ts";
import { fromStruct, toStruct } from "./rpc.ts";
import type { Session } from "./settings.ts";

const CHART = "kubernetes:helm.sh/v4:Chart";

/** Makes a `kubernetes.helm.v4.Chart`: renders it, and registers every object as a resource of its own. */
export async function constructChart(
  request: ConstructRequest,
  session: Session,
  engine: Engine,
  version: string,
  signal: AbortSignal,
): Promise<ConstructResponse> {
  if (request.getType() !== CHART) {
    throw new Error(`${request.getType()} is not supported by the lab's stand-in; of components it knows ${CHART}`);
  }
  const monitor = new Monitor(request, version);
  try {
    const inputs = fromStruct(request.getInputs());
    const rendering = hasUnknown(inputs) ? undefined : render(plainObject(inputs), request.getName(), session, signal);
    // One does not wait for the other, so the other may be refused first; nothing is registered under it then.
    const [urn, objects] = await Promise.all([monitor.registerComponent(), rendering]);
    if (objects === undefined) {
      engine.log(urn).tell("warning", "Input properties have unknown values. Preview is incomplete.");
      return response(urn, []);
    }
    const references = await registerInOrder(objects, (child, after) => monitor.registerChild(urn, child, after), {
      prefix: text(inputs["resourcePrefix"]) || request.getName(),
      skipAwait: inputs["skipAwait"] === true,
    });
    await monitor.registerOutputs(urn, { resources: references });
    return response(urn, references);
  } finally {
    monitor.close();
  }
}

async function render(inputs: JsonObject, name: string, session: Session, signal: AbortSignal): Promise<JsonObject[]> {
  const chart = readChartInputs(inputs, name, session.namespace);
  const capabilities = await session.discovery.capabilities();
  const objects = await template(chart, { version: session.version, capabilities }, signal);
  return Promise.all(
    objects.map(async (manifest) => {
      if (namespaceOf(manifest)) return manifest;
      const kind = await session.discovery.find(text(manifest["apiVersion"]), text(manifest["kind"]));
      return kind?.namespaced ? withMetadata(manifest, { namespace: chart.namespace }) : manifest;
    }),
  );
}

type Register = (child: Child, after: string[]) => Promise<{ urn: string; id: string }>;

/**
 * Registers the objects, each after those of the same chart that it cannot exist without: its Namespace, its
 * CustomResourceDefinition. The official plugin puts no other order on them.
 */
export async function registerInOrder(
  objects: JsonObject[],
  register: Register,
  options: { prefix: string; skipAwait: boolean },
): Promise<JsonObject[]> {
  const started = new Map<JsonObject, Promise<{ urn: string; id: string }>>();
  const foundations = objects.filter((manifest) => prerequisiteKey(manifest) !== undefined);
  for (const manifest of [...foundations, ...objects]) {
    if (started.has(manifest)) continue;
    const before = foundations.filter((candidate) => needs(manifest, candidate)).map((found) => started.get(found));
    const child = asChild(manifest, options);
    started.set(
      manifest,
      Promise.all(before).then((done) =>
        register(
          child,
          done.flatMap((entry) => (entry ? [entry.urn] : [])),
        ),
      ),
    );
  }
  const registered = await Promise.all(objects.map((manifest) => started.get(manifest)));
  return registered.flatMap((entry) => (entry ? [resourceReference(entry.urn, entry.id)] : []));
}

/** What others may depend on, as "Namespace data" or "group/Kind". */
function prerequisiteKey(manifest: JsonObject): string | undefined {
  if (manifest["kind"] === "Namespace") return `Namespace ${nameOf(manifest)}`;
  if (manifest["kind"] !== "CustomResourceDefinition") return undefined;
  return `${text(at(manifest, "spec", "group"))}/${text(at(manifest, "spec", "names", "kind"))}`;
}

function needs(manifest: JsonObject, candidate: JsonObject): boolean {
  const key = prerequisiteKey(candidate);
  const group = text(manifest["apiVersion"]).split("/")[0];
  return key === `Namespace ${namespaceOf(manifest)}` || key === `${group}/${text(manifest["kind"])}`;
}

function asChild(manifest: JsonObject, options: { prefix: string; skipAwait: boolean }): Child {
  const annotations = { ...object(at(manifest, "metadata", "annotations")), "pulumi.com/skipAwait": "true" };
  return {
    type: typeOf(manifest),
    name: `${options.prefix}:${idOf(manifest)}`,
    inputs: options.skipAwait ? withMetadata(manifest, { annotations }) : manifest,
    retainOnDelete: annotation(manifest, "helm.sh/resource-policy") === "keep",
  };
}

function response(urn: string, resources: JsonObject[]): ConstructResponse {
  return new provider.ConstructResponse().setUrn(urn).setState(toStruct({ resources }));
}
