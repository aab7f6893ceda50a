export type Key = string | number;

/** What previews put where a value is not known yet (@pulumi/pulumi runtime/rpc), by the kind of value. */
const unknownValues: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** The one that stands for a text; any of them may stand in a test. */
export const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** Paths that a rule wanted to read and could not, because their values are made during the update. */
export class Trace {
  readonly unknowns = new Set<string>();
}

/** What a place holds, without its wrappers. */
interface Content {
  readonly value: unknown;
  readonly secret: boolean;
  /** It cannot be read. */
  readonly sealed: boolean;
}

function unwrap(raw: unknown): Content {
  if (raw === "[secret]") return { value: raw, secret: true, sealed: true };
  if (!isPlain(raw) || !Object.hasOwn(raw, signatureKey)) return { value: raw, secret: false, sealed: false };
  if (raw[signatureKey] !== secretSignature) return { value: raw, secret: false, sealed: true };
  if (isSecretWrapper(raw)) return { ...unwrap(raw["value"]), secret: true };
  return { value: raw, secret: true, sealed: true };
}

/** Whether a value is the wrapper by which Pulumi marks what is in it as a secret. */
export function isSecretWrapper(raw: unknown): raw is Readonly<Record<string, unknown>> {
  return isPlain(raw) && raw[signatureKey] === secretSignature && Object.hasOwn(raw, "value");
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * A place in an object, read in three ways: known, unknown (made during the update), absent.
 *
 * Asking an unknown place for its value answers like an absent one and leaves a note in the trace, so that the rule
 * counts as not evaluated there; `absent` and `present` are both false for it. A sealed secret is present and has no
 * readable value.
 */
export class Field {
  readonly path: readonly Key[];
  /** Whether the value is marked as a secret, here or further up. */
  readonly secret: boolean;
  /** Whether only some of what is here is shown: what is not there, may be. */
  readonly partial: boolean;
  readonly #value: unknown;
  readonly #sealed: boolean;
  readonly #trace: Trace;

  /** A field in the place of a value keeps its own path: it is a value of another object, which stands in this one. */
  constructor(raw: unknown, trace: Trace, path: readonly Key[] = [], secret = false, partial = false) {
    const given = raw instanceof Field ? raw : undefined;
    const { value, sealed, secret: marked } = given ? given.#content : unwrap(raw);
    this.path = given?.path ?? path;
    this.secret = secret || marked;
    this.partial = given?.partial ?? partial;
    this.#value = this.partial && value === undefined ? unknownText : value;
    this.#sealed = sealed;
    this.#trace = trace;
  }

  get #content(): Content {
    return { value: this.#value, secret: this.secret, sealed: this.#sealed };
  }

  /** The same place, of which only some is shown. */
  asPartial(): Field {
    const { value, secret } = this.#content;
    return new Field(value, this.#trace, this.path, secret, true);
  }

  /** The place below, key by key; it may be absent. */
  at(...keys: readonly Key[]): Field {
    return keys.reduce<Field>((field, key) => field.#child(key), this);
  }

  #child(key: Key): Field {
    const value = this.#value;
    const below = this.#unknown ? value : this.#sealed || !hasKey(value, key) ? undefined : Reflect.get(value, key);
    return new Field(below, this.#trace, [...this.path, key], this.secret, this.partial);
  }

  get #unknown(): boolean {
    return unknownValues.has(this.#value);
  }

  get unknown(): boolean {
    if (this.#unknown) this.#trace.unknowns.add(this.toString());
    return this.#unknown;
  }

  /** Says that what matters here cannot be seen, although the value itself is known. */
  defer(): void {
    this.#trace.unknowns.add(this.toString());
  }

  /** Known not to be there. */
  get absent(): boolean {
    return !this.unknown && (this.#value === undefined || this.#value === null);
  }

  /** Known to be there. */
  get present(): boolean {
    return !this.unknown && !this.absent;
  }

  /** The value as it is; undefined when it is absent, unknown or sealed. */
  get value(): unknown {
    return this.unknown || this.#sealed ? undefined : this.#value;
  }

  get text(): string | undefined {
    const { value } = this;
    return typeof value === "string" ? value : undefined;
  }

  /** A number, or a text that is one: Helm values and annotations write them as texts. */
  get number(): number | undefined {
    const { value } = this;
    const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    return typeof number === "number" && Number.isFinite(number) ? number : undefined;
  }

  /** A truth value, or its text. */
  get flag(): boolean | undefined {
    const { value } = this;
    return value === true || value === "true" ? true : value === false || value === "false" ? false : undefined;
  }

  get items(): readonly Field[] {
    const { value } = this;
    return Array.isArray(value) ? value.map((_, index) => this.#child(index)) : [];
  }

  get keys(): readonly string[] {
    const { value } = this;
    return isPlain(value) ? Object.keys(value) : [];
  }

  /** The fields of an object. */
  get fields(): readonly Field[] {
    return this.keys.map((key) => this.#child(key));
  }

  /** The last key of the path. */
  get key(): string {
    return String(this.path.at(-1) ?? "");
  }

  /** The path as a person writes it: spec.containers[0].image. */
  toString(): string {
    return this.path.reduce<string>(
      (text, key) => (typeof key === "number" ? `${text}[${key}]` : text === "" ? key : `${text}.${key}`),
      "",
    );
  }
}

function hasKey(value: unknown, key: Key): value is object {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key);
}
