import { Field, Trace } from "./field.ts";
import type { PolicyObject } from "./object.ts";
import { type Role, roleLabels, roleOf } from "./roles.ts";
import { cronJob, patchedPodTypes, pod } from "./types.ts";

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
    return this.#told(factsOf(this.object).name);
  }

  get namespace(): string {
    return this.#told(factsOf(this.object).namespace);
  }

  /** The part of an environment that it is; undefined for what is not of one. */
  get role(): Role | undefined {
    return this.#told(factsOf(this.object).role);
  }

  #told<T>({ value, unknowns }: Fact<T>): T {
    for (const path of unknowns) this.#trace.unknowns.add(path);
    return value;
  }

  at(...keys: readonly (string | number)[]): Field {
    return this.root.at(...keys);
  }

  /** Metadata and spec of its pods; undefined for what makes none. */
  get podTemplate(): Field | undefined {
    if (!patchedPodTypes.includes(this.type)) return undefined;
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
  readonly #byNamespace = new Map<string, ReadonlyMap<string, readonly ObjectView[]>>();

  constructor(objects: readonly PolicyObject[], byType: ReadonlyMap<string, readonly PolicyObject[]>, trace: Trace) {
    this.#objects = objects;
    this.#byType = byType;
    this.#trace = trace;
  }

  get all(): readonly ObjectView[] {
    return this.#objects.map((object) => new ObjectView(object, this.#trace));
  }

  of(...types: readonly string[]): readonly ObjectView[] {
    return types.flatMap((type) => this.#views(this.#byType.get(type)));
  }

  /** Those of one namespace, looked up: a rule that went over all for each would take minutes for many namespaces. */
  in(namespace: string, ...types: readonly string[]): readonly ObjectView[] {
    return types.flatMap((type) => {
      let placed = this.#byNamespace.get(type);
      if (placed === undefined) {
        // Asked for each of them here, so whatever is not known of a namespace is noted for the whole rule.
        placed = Map.groupBy(this.of(type), (it) => it.namespace);
        this.#byNamespace.set(type, placed);
      }
      return placed.get(namespace) ?? [];
    });
  }

  #views(objects: readonly PolicyObject[] = []): readonly ObjectView[] {
    return objects.map((object) => new ObjectView(object, this.#trace));
  }
}

export function byType(objects: readonly PolicyObject[]): ReadonlyMap<string, readonly PolicyObject[]> {
  return Map.groupBy(objects, ({ type }) => type);
}

/** Something that is read once an object, and what could not be read of it. */
interface Fact<T> {
  readonly value: T;
  readonly unknowns: ReadonlySet<string>;
}

interface Facts {
  readonly name: Fact<string>;
  readonly namespace: Fact<string>;
  readonly role: Fact<Role | undefined>;
}

const known = new WeakMap<PolicyObject, Facts>();

function factsOf(object: PolicyObject): Facts {
  const cached = known.get(object);
  if (cached) return cached;
  const role = fact(object, (root) => roleIn(object, root));
  const facts = {
    name: fact(object, (root) => root.at("metadata", "name").text ?? object.name),
    namespace: fact(object, (root) => root.at("metadata", "namespace").text ?? "default"),
    // What one sign tells, no other can change.
    role: role.value === undefined ? role : { ...role, unknowns: new Set<string>() },
  };
  known.set(object, facts);
  return facts;
}

function fact<T>({ properties }: PolicyObject, read: (root: Field) => T): Fact<T> {
  const trace = new Trace();
  return { value: read(new Field(properties, trace)), unknowns: trace.unknowns };
}

function roleIn({ name, type }: PolicyObject, root: Field): Role | undefined {
  const template = root.at(...templatePath(type));
  const containers = patchedPodTypes.includes(type) ? template.at("spec", "containers").items : [];
  return roleOf({
    images: containers.map((container) => container.at("image").text ?? ""),
    labels: { ...signs(template.at("metadata", "labels")), ...signs(root.at("metadata", "labels")) },
    name: root.at("metadata", "name").text ?? name,
  });
}

const signs = (labels: Field) =>
  Object.fromEntries(
    labels.fields.filter(({ key }) => roleLabels.some((it) => it === key)).map((entry) => [entry.key, entry.text]),
  );

function templatePath(type: string): readonly string[] {
  const made = type.replace(/Patch$/, "");
  if (made === pod) return [];
  return made === cronJob ? ["spec", "jobTemplate", "spec", "template"] : ["spec", "template"];
}
