/** What expressions of a workflow see: contexts by name, and how it went so far. */
export interface Scope {
  readonly contexts: Readonly<Record<string, unknown>>;
  readonly state: "success" | "failure";
  readonly hashFiles: (pattern: string) => string;
}

/** The part of GitHub's expressions that the workflows use; anything else is an error, never a guess. */
export function evaluate(text: string, scope: Scope): unknown {
  const parser = new Parser(text, scope);
  return parser.whole();
}

/** A text with its `${{ ... }}` put in. One that is nothing else keeps its type. */
export function interpolate(text: string, scope: Scope): unknown {
  const alone = /^\$\{\{((?:(?!\}\}).)*)\}\}$/s.exec(text.trim());
  if (alone) return evaluate(alone[1] ?? "", scope);
  return text.replaceAll(/\$\{\{(.*?)\}\}/gs, (_, inner: string) => textOf(evaluate(inner, scope)));
}

/** Whether a condition holds: one that asks for no state wants all before it to have gone well. */
export function holds(condition: string | undefined, scope: Scope): boolean {
  if (condition === undefined) return scope.state === "success";
  const inner = /^\$\{\{(.*)\}\}$/s.exec(condition.trim())?.[1] ?? condition;
  const asksForState = /\b(success|failure|always|cancelled)\(\)/.test(inner);
  return (asksForState || scope.state === "success") && isTrue(evaluate(inner, scope));
}

const isTrue = (value: unknown): boolean => value !== false && value !== null && value !== "" && value !== 0;

export function textOf(value: unknown): string {
  return value === null || value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
}

const token = /\s*(?:(&&|\|\||==|!=|!|\(|\)|,)|'((?:[^']|'')*)'|(\d+)|([A-Za-z_][\w-]*(?:\.[\w-]+)*))/y;

class Parser {
  readonly #tokens: readonly RegExpExecArray[];
  readonly #scope: Scope;
  readonly #text: string;
  #at = 0;

  constructor(text: string, scope: Scope) {
    this.#text = text.trim();
    this.#scope = scope;
    const all: RegExpExecArray[] = [];
    const pattern = new RegExp(token);
    for (let at = 0; at < this.#text.length; at = pattern.lastIndex) {
      pattern.lastIndex = at;
      const found = pattern.exec(this.#text);
      if (found === null)
        throw new Error(`${this.#text}: the test does not know what stands at ${this.#text.slice(at)}`);
      all.push(found);
    }
    this.#tokens = all;
  }

  whole(): unknown {
    const value = this.#either();
    if (this.#at < this.#tokens.length) throw new Error(`${this.#text}: something is left over`);
    return value;
  }

  #take(...operators: readonly string[]): string | undefined {
    const operator = this.#tokens[this.#at]?.[1];
    if (operator === undefined || !operators.includes(operator)) return undefined;
    this.#at++;
    return operator;
  }

  /** Both sides are always read: what has no effect may be evaluated in vain. */
  #either(): unknown {
    let left = this.#both();
    while (this.#take("||")) {
      const right = this.#both();
      left = isTrue(left) ? left : right;
    }
    return left;
  }

  #both(): unknown {
    let left = this.#compared();
    while (this.#take("&&")) {
      const right = this.#compared();
      left = isTrue(left) ? right : left;
    }
    return left;
  }

  #compared(): unknown {
    const left = this.#single();
    const operator = this.#take("==", "!=");
    if (operator === undefined) return left;
    const same = equal(left, this.#single());
    return operator === "==" ? same : !same;
  }

  #single(): unknown {
    if (this.#take("!")) return !isTrue(this.#single());
    if (this.#take("(")) {
      const value = this.#either();
      if (!this.#take(")")) throw new Error(`${this.#text}: a parenthesis is open`);
      return value;
    }
    const [, , quoted, digits, name] = this.#tokens[this.#at++] ?? [];
    if (quoted !== undefined) return quoted.replaceAll("''", "'");
    if (digits !== undefined) return Number(digits);
    if (name === undefined) throw new Error(`${this.#text}: a value is missing`);
    if (this.#take("(")) return this.#call(name);
    if (name === "true" || name === "false") return name === "true";
    return this.#look(name);
  }

  #call(name: string): unknown {
    const values: unknown[] = [];
    while (!this.#take(")")) {
      values.push(this.#either());
      this.#take(",");
    }
    const [first, ...rest] = values.map(textOf);
    switch (name) {
      case "always":
        return true;
      case "cancelled":
        return false;
      case "success":
      case "failure":
        return this.#scope.state === name;
      case "format":
        return (first ?? "").replaceAll(/\{(\d+)\}/g, (_, index: string) => rest[Number(index)] ?? "");
      case "fromJSON":
        return JSON.parse(first ?? "") as unknown;
      case "hashFiles":
        return this.#scope.hashFiles(first ?? "");
      default:
        throw new Error(`${this.#text}: the test does not know the function ${name}`);
    }
  }

  /** A context that nobody knows is a mistake; a field that is not there is nothing, as on GitHub. */
  #look(path: string): unknown {
    const [context = "", ...fields] = path.split(".");
    if (!(context in this.#scope.contexts)) throw new Error(`${path}: there is no context ${context}`);
    return (
      fields.reduce<unknown>(
        (value, field) =>
          typeof value === "object" && value !== null ? (value as Record<string, unknown>)[field] : null,
        this.#scope.contexts[context],
      ) ?? null
    );
  }
}

/** GitHub compares texts without case, and values of two types as numbers. */
function equal(a: unknown, b: unknown): boolean {
  if (typeof a === "string" && typeof b === "string") return a.toLowerCase() === b.toLowerCase();
  return typeof a === typeof b ? a === b : Number(a) === Number(b);
}
