import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks.js";
import type { InClusterSpec } from "../../components/database/types.ts";
import type { ResourceSpec, StorageSpec } from "../../components/kubernetes/resources.ts";
import type { MinioSpec } from "../../components/object-store/types.ts";
import type { EtcdSpec, ZookeeperSpec } from "../../components/registry/types.ts";

export const resources: ResourceSpec = {
  cpu: { limit: "1", request: "250m" },
  memory: { limit: "1Gi", request: "512Mi" },
};

export const storage: StorageSpec = { size: "8Gi", storageClass: undefined };

export const inCluster: InClusterSpec = {
  backend: "in-cluster",
  database: "scheduler",
  exporterImage: undefined,
  image: "docker.io/library/postgres:17.6",
  passwordVersion: 1,
  resources,
  storage,
  username: "dolphin",
};

export const minio: MinioSpec = {
  backend: "minio",
  bucket: "files",
  clientImage: "quay.io/minio/mc:RELEASE.2025-08-13T08-35-41Z",
  image: "quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z",
  keyVersion: 1,
  metrics: "off",
  region: "us-east-1",
  resources,
  storage,
};

export function zookeeper(members: number): ZookeeperSpec {
  return {
    access: { mode: "open" },
    backend: "zookeeper",
    image: "docker.io/library/zookeeper:3.9.4",
    members,
    metrics: "off",
    resources,
    storage,
  };
}

export function etcd(members: number): EtcdSpec {
  return {
    access: { mode: "certificates", version: 1 },
    backend: "etcd",
    image: "gcr.io/etcd-development/etcd:v3.6.16",
    members,
    resources,
    snapshots: { keep: 7, shellImage: "apache/dolphinscheduler-tools:3.2.2", time: "02:30" },
    storage,
  };
}

/** What generated passwords look like under mocks: to be found in Secrets and nowhere else. */
export const generated = (name: string) => `generated-${name}`;

export interface Registration {
  readonly name: string;
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: inputs of any resource type, read by path in tests
  readonly inputs: any;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly ignoreChanges: readonly string[];
  /** URN of the provider, where one was given. */
  readonly provider: string;
  readonly aliasTypes: readonly string[];
  /** Names of the resources it waits for. */
  readonly dependsOn: readonly string[];
}

/** What a provider adds to a resource's inputs. */
export type Outputs = (type: string, name: string) => Readonly<Record<string, unknown>>;

const randomOutputs: Outputs = (type, name) =>
  type === "random:index/randomPassword:RandomPassword" ? { result: generated(name) } : {};

/** Pulumi mocks that record every registration with its options and know no function to call. */
export function record(outputs: Outputs = () => ({})): Registration[] {
  pulumi.runtime.setMocks({
    newResource: ({ name, type, inputs }) => {
      return { id: `${name}-id`, state: { ...inputs, ...randomOutputs(type, name), ...outputs(type, name) } };
    },
    call: ({ token }) => {
      throw new Error(`unexpected call ${token}`);
    },
  });

  const registrations: Registration[] = [];
  const register = MockMonitor.prototype.registerResource;
  jest.spyOn(MockMonitor.prototype, "registerResource").mockImplementation(function (this: MockMonitor, request, done) {
    registrations.push({
      aliasTypes: request.getAliasesList().map((alias: AliasMessage) => alias.getSpec()?.getType() ?? ""),
      dependsOn: request.getDependenciesList().map((urn: string) => urn.split("::").at(-1)),
      inputs: request.getObject().toJavaScript(),
      ignoreChanges: request.getIgnorechangesList(),
      name: request.getName(),
      protect: request.getProtect(),
      provider: request.getProvider(),
      retainOnDelete: request.getRetainondelete(),
      type: request.getType(),
    });
    return register.call(this, request, done);
  });
  return registrations;
}

interface AliasMessage {
  getSpec(): { getType(): string } | undefined;
}

export function kinds(registrations: readonly Registration[]): string[] {
  return registrations.map(({ type }) => type.split(":").at(-1) ?? type).sort();
}

export function find(registrations: readonly Registration[], name: string): Registration {
  const found = registrations.find((registration) => registration.name === name);
  if (!found) throw new Error(`no ${name} among ${registrations.map((r) => r.name).join(", ")}`);
  return found;
}

/** The `data` of a recorded Secret in plain text. */
export function plainData(registration: Registration): Record<string, string> {
  const data: Record<string, string> = unwrap(registration.inputs.data);
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, decode(unwrap(value))]));
}

function decode(base64: string): string {
  return Buffer.from(base64, "base64").toString();
}

/** Everything that is registered in plain text: what the engine would show and keep without encryption. */
export function plainText(registrations: readonly Registration[]): string {
  return JSON.stringify(registrations, (_, value: unknown) =>
    typeof value === "object" && value !== null && secretSignature in value ? "[secret]" : value,
  );
}

const secretSignature = "4dabf18193072939515e22adb298388d";

/** The inputs of a registration with secrets laid open. */
export function openInputs(registration: Registration): Record<string, unknown> {
  return JSON.parse(JSON.stringify(registration.inputs), (_, value: unknown) => unwrapSecret(value));
}

function unwrapSecret(value: unknown): unknown {
  return typeof value === "object" && value !== null && secretSignature in value && "value" in value
    ? value.value
    : value;
}

// biome-ignore lint/suspicious/noExplicitAny: a secret on the wire is an object around any value
function unwrap(value: any): any {
  return value && typeof value === "object" && "value" in value ? value.value : value;
}
