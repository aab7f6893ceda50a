import type { Callback } from "@pulumi/pulumi/proto/callback_pb.js";
import resources, {
  type ReadResourceRequest,
  type RegisterResourceRequest,
  type ResourceInvokeRequest,
} from "@pulumi/pulumi/proto/resource_pb.js";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks.js";
import { holdInstructions } from "../../components/scheduler/release/instructions.ts";
import { answerFor } from "./outputs.ts";
import { type Inputs, toStruct, transform } from "./transforms.ts";

export const chartType = "kubernetes:helm.sh/v4:Chart";
export const releaseType = "kubernetes:helm.sh/v3:Release";

/** A resource that a chart renders to, as the Kubernetes plugin would register it. */
export interface ChartChild {
  readonly type: string;
  readonly name: string;
  readonly inputs: Inputs;
}

/** Renders a `kubernetes.helm.v4.Chart` from its name and inputs. */
export type RenderChart = (name: string, inputs: Inputs) => Promise<readonly ChartChild[]>;

export interface Registration {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly parent: string;
  readonly custom: boolean;
  /** A component that its plugin makes. */
  readonly remote: boolean;
  /** As the engine gets them: secrets are marked, not hidden. */
  readonly inputs: Inputs;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  /** URNs of what must be there first. What a chart renders has those of its chart. */
  readonly dependencies: readonly string[];
}

type Reply = (error: undefined, response: unknown) => void;

/** Takes the engine's place: notes what the program registers, runs its transforms, and answers at once. */
export class RecordingMonitor extends MockMonitor {
  readonly registrations: Registration[] = [];
  /** What could not be answered. */
  readonly problems: unknown[] = [];
  /** Resolves with the first problem: its asker gets no answer, so the program does not come to an end. */
  readonly failed: Promise<void>;
  readonly #transforms = new Map<string, readonly Callback[]>();
  readonly #parents = new Map<string, string>();
  readonly #renderChart: RenderChart;
  readonly #fail: () => void;

  constructor(renderChart: RenderChart) {
    super({ call: unexpected, newResource: unexpected });
    this.#renderChart = renderChart;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.failed = promise;
    this.#fail = resolve;
  }

  override async registerResource(request: RegisterResourceRequest, reply: Reply): Promise<void> {
    await this.#answer(reply, async () => {
      const registered = await this.#register(
        {
          type: request.getType(),
          name: request.getName(),
          parent: request.getParent(),
          custom: request.getCustom(),
          remote: request.getRemote(),
          inputs: (request.getObject()?.toJavaScript() ?? {}) as Inputs,
          protect: request.getProtect() ?? false,
          retainOnDelete: request.getRetainondelete() ?? false,
          dependencies: request.getDependenciesList(),
        },
        request.getTransformsList(),
      );
      const { type, name, custom, inputs, urn } = registered;
      if (type === chartType) await this.#registerChildren(registered);
      if (type === releaseType) await this.#registerReleased(registered);
      const { id, outputs } = custom ? answerFor(type, name, inputs) : { id: "", outputs: {} };
      this.resources.set(urn, { urn, id, state: outputs });
      return new resources.RegisterResourceResponse()
        .setUrn(urn)
        .setId(id)
        .setObject(toStruct({ ...inputs, ...outputs }));
    });
  }

  override async readResource(_: ReadResourceRequest, reply: Reply): Promise<void> {
    await this.#answer(reply, async () => unexpected({ type: "a resource of the cluster" }));
  }

  override async invoke(request: ResourceInvokeRequest, reply: Reply): Promise<void> {
    await this.#answer(reply, async () => unexpected({ token: request.getTok() }));
  }

  async #answer(reply: Reply, work: () => Promise<unknown>): Promise<void> {
    try {
      reply(undefined, await work());
    } catch (error) {
      this.problems.push(error);
      this.#fail();
    }
  }

  async #register(resource: Omit<Registration, "urn">, transforms: readonly Callback[]): Promise<Registration> {
    const urn = urnOf(resource);
    this.#parents.set(urn, resource.parent);
    this.#transforms.set(urn, transforms);
    const inputs = await transform(resource, this.#lineage(urn));
    const registration = { ...resource, inputs, urn };
    this.registrations.push(registration);
    return registration;
  }

  /** A resource's own transforms come first, then those of each parent. */
  #lineage(urn: string | undefined): readonly Callback[] {
    if (!urn) return [];
    return [...(this.#transforms.get(urn) ?? []), ...this.#lineage(this.#parents.get(urn))];
  }

  /** The objects of the scheduler's release, as its post-renderer leaves them; no plugin would register them. */
  async #registerReleased(release: Registration): Promise<void> {
    if (!holdInstructions(release.inputs["values"])) return;
    const { postRendered } = await import("../../components/scheduler/release/post-render.ts");
    await this.#registerChildren(release, async (rendered) => {
      const objects = await postRendered(rendered.map(({ inputs }) => inputs));
      return rendered.map((child, index) => ({ ...child, inputs: objects[index] ?? child.inputs }));
    });
  }

  async #registerChildren(
    chart: Registration,
    finish: (rendered: readonly ChartChild[]) => Promise<readonly ChartChild[]> = async (rendered) => rendered,
  ): Promise<void> {
    const { urn, name, inputs, protect, retainOnDelete, dependencies } = chart;
    const children = await finish(await this.#renderChart(name, inputs));
    const common = { parent: urn, custom: true, protect, remote: false, retainOnDelete, dependencies };
    await Promise.all(children.map((child) => this.#register({ ...child, ...common }, [])));
  }
}

function urnOf({ type, name, parent }: Pick<Registration, "name" | "parent" | "type">): string {
  const lineage = parent ? `${parent.split("::")[2]}$${type}` : type;
  return `urn:pulumi:check::dolphinpod::${lineage}::${name}`;
}

function unexpected({ token, type }: { token?: string; type?: string }): never {
  throw new Error(
    `The program asked for ${token ?? type}, which only a provider could answer. ` +
      "A check runs without one: take the value from the configuration instead.",
  );
}
