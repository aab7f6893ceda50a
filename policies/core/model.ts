import { Field, Trace } from "./field.ts";
import type { PolicyObject } from "./object.ts";
import { type Role, roleOf } from "./roles.ts";
import { cronJob, pod, podTypes } from "./types.ts";

/** One object for one run of one rule: what the rule reads of it is noted in the trace. */
export class ObjectView {
  readonly object: PolicyObject;
  readonly #trace: Trace;

  constructor(object: PolicyObject, trace: Trace) {
    this.object = object;
    this.#trace = trace;
  }

  /** Read when a rule asks: most views are only sorted out by their type. */
  get root(): Field {
    return new Field(this.object.properties, this.#trace);
  }

  get type(): string {
    return this.object.type;
  }

  /** Its name in the cluster; Pulumi's name when it has none. */
  get name(): string {
    return factsOf(this.object).name;
  }

  get namespace(): string {
    return factsOf(this.object).namespace;
  }

  /** The part of an environment that it is; undefined for what is not of one. */
  get role(): Role | undefined {
    return factsOf(this.object).role;
  }

  at(...keys: readonly (string | number)[]): Field {
    return this.root.at(...keys);
  }

  /** Metadata and spec of its pods; undefined for what makes none. */
  get podTemplate(): Field | undefined {
    if (!podTypes.includes(this.type)) return undefined;
    return this.at(...templatePath(this.type));
  }

  get podSpec(): Field | undefined {
    return this.podTemplate?.at("spec");
  }

  /** Containers that run beside each other for as long as the pod lives. */
  get containers(): readonly Field[] {
    return this.podSpec?.at("containers").items ?? [];
  }

  /** All containers, those that run before included. */
  get allContainers(): readonly Field[] {
    return [...(this.podSpec?.at("initContainers").items ?? []), ...this.containers];
  }

  /** Variables of all containers. */
  get variables(): readonly Field[] {
    return this.allContainers.flatMap((container) => container.at("env").items);
  }
}

/** All objects of one environment, for one run of one rule. */
export class Environment {
  readonly #objects: readonly PolicyObject[];
  readonly #trace: Trace;
  readonly #byType: ReadonlyMap<string, readonly PolicyObject[]>;

  constructor(objects: readonly PolicyObject[], byType: ReadonlyMap<string, readonly PolicyObject[]>, trace: Trace) {
    this.#objects = objects;
    this.#byType = byType;
    this.#trace = trace;
  }

  get all(): readonly ObjectView[] {
    return this.#objects.map((object) => new ObjectView(object, this.#trace));
  }

  of(...types: readonly string[]): readonly ObjectView[] {
    return types.flatMap((type) => (this.#byType.get(type) ?? []).map((object) => new ObjectView(object, this.#trace)));
  }
}

export function byType(objects: readonly PolicyObject[]): ReadonlyMap<string, readonly PolicyObject[]> {
  return Map.groupBy(objects, ({ type }) => type);
}

interface Facts {
  readonly name: string;
  readonly namespace: string;
  readonly role: Role | undefined;
}

const known = new WeakMap<PolicyObject, Facts>();

/** Facts are read once an object and not traced: no rule is about them. */
function factsOf(object: PolicyObject): Facts {
  const cached = known.get(object);
  if (cached) return cached;
  const untraced = new Field(object.properties, new Trace());
  const metadata = untraced.at("metadata");
  const name = metadata.at("name").text ?? object.name;
  const template = untraced.at(...templatePath(object.type));
  const images = podTypes.includes(object.type)
    ? template.at("spec", "containers").items.map((container) => container.at("image").text ?? "")
    : [];
  const labels = { ...texts(template.at("metadata", "labels")), ...texts(metadata.at("labels")) };
  const facts = { name, namespace: metadata.at("namespace").text ?? "default", role: roleOf({ labels, name, images }) };
  known.set(object, facts);
  return facts;
}

const texts = (field: Field) => Object.fromEntries(field.fields.map((entry) => [entry.key, entry.text]));

function templatePath(type: string): readonly string[] {
  if (type === pod) return [];
  return type === cronJob ? ["spec", "jobTemplate", "spec", "template"] : ["spec", "template"];
}
