import type { ApiClient } from "../lab/provider/client.ts";
import { KubernetesResources } from "../lab/provider/kubernetes.ts";
import type { Operation } from "../lab/provider/protocol.ts";
import { openSession, readSettings } from "../lab/provider/settings.ts";
import { FakeApi } from "./fake-api.ts";

export const NAMESPACE = "/api/v1/namespaces/data";
export const URN = "urn:pulumi:dev::app::kubernetes:core/v1:ConfigMap::a";

/** An API server of its own for each test of a file, and a provider's resources on it. */
export class Given {
  api = new FakeApi();
  /** What the provider told its user. */
  messages: string[] = [];
  #client: ApiClient | undefined;
  #server = "";

  constructor() {
    beforeEach(async () => {
      this.messages = [];
      this.api = new FakeApi();
      this.#server = (await this.api.start()).origin;
      this.api.put(NAMESPACE, { apiVersion: "v1", kind: "Namespace", metadata: { name: "data" } });
    });
    afterEach(async () => {
      this.#client?.close();
      await this.api.stop();
    });
  }

  async connect(options: Record<string, string> = {}): Promise<KubernetesResources> {
    const kubeconfig = JSON.stringify({
      "current-context": "c",
      contexts: [{ name: "c", context: { cluster: "c", namespace: "data" } }],
      clusters: [{ name: "c", cluster: { server: this.#server } }],
    });
    const session = await openSession(readSettings({ ...options, kubeconfig }, {}));
    this.#client = session.client;
    return new KubernetesResources(session);
  }

  operation(change: Partial<Operation> = {}): Operation {
    const log = { tell: (_severity: string, message: string) => this.messages.push(message), status: () => {} };
    return { urn: URN, log, signal: new AbortController().signal, preview: false, timeout: 0, ignored: [], ...change };
  }
}
