import { Field, Trace } from "./field.ts";
import { byType, Environment, ObjectView } from "./model.ts";
import type { PolicyObject } from "./object.ts";

export type Operation = "create" | "update" | "replace" | "delete" | "same";

/** What an update does with one resource. */
export interface Change {
  readonly operation: Operation;
  readonly before: PolicyObject | undefined;
  readonly after: PolicyObject | undefined;
}

/** The same, for one run of one rule. */
export interface ChangeView {
  readonly operation: Operation;
  readonly before: ObjectView | undefined;
  readonly after: ObjectView | undefined;
  /** Where findings are placed: what will be, or what was. */
  readonly object: ObjectView;
}

/** Everything that an update does, and what staging runs. */
export class ChangeSet {
  readonly #changes: readonly Change[];
  readonly #trace: Trace;
  readonly #staging: readonly PolicyObject[] | undefined;

  constructor(changes: readonly Change[], staging: readonly PolicyObject[] | undefined, trace: Trace) {
    this.#changes = changes;
    this.#staging = staging;
    this.#trace = trace;
  }

  get all(): readonly ChangeView[] {
    return this.#changes.flatMap(({ operation, before, after }) => {
      const views = { before: this.#view(before), after: this.#view(after) };
      const object = views.after ?? views.before;
      return object ? [{ operation, ...views, object }] : [];
    });
  }

  /** All objects before the update. */
  get before(): Environment {
    return this.#environment(this.#changes.flatMap(({ before }) => before ?? []));
  }

  /** All objects after it. */
  get after(): Environment {
    return this.#environment(this.#changes.flatMap(({ after }) => after ?? []));
  }

  /** What is not left as it was. */
  get changed(): readonly ChangeView[] {
    return this.all.filter(({ operation }) => operation !== "same");
  }

  /** What staging runs; undefined when nobody told. */
  get staging(): readonly ObjectView[] | undefined {
    return this.#staging?.map((object) => new ObjectView(object, new Trace()));
  }

  /** Says that a rule would need what nobody told. */
  defer(what: string): void {
    new Field(undefined, this.#trace, [what]).defer();
  }

  #environment(objects: readonly PolicyObject[]): Environment {
    return new Environment(objects, byType(objects), this.#trace);
  }

  #view(object: PolicyObject | undefined): ObjectView | undefined {
    return object && new ObjectView(object, this.#trace);
  }
}
