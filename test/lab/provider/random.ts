import { createHash, randomBytes, randomInt, randomUUID } from "node:crypto";
import { type JsonObject, number, text } from "../../../stacks/check/kubernetes/json.ts";
import { hasUnknown, plainObject, secret, UNKNOWN } from "../../../stacks/check/kubernetes/wire.ts";
import { differences } from "./diff.ts";
import type { Checked, Diffed, Operation, Resources, Stored } from "./protocol.ts";
import { parseUrn } from "./urn.ts";

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const DIGITS = "0123456789";
/** As in the official provider; `overrideSpecial` takes its place. */
const SPECIAL = "!@#$%&*()-_=+[]{}<>:?";

interface Generator {
  required: string[];
  defaults: JsonObject;
  make(inputs: JsonObject): { id: string; outputs: JsonObject };
}

const CHARACTERS: JsonObject = {
  lower: true,
  upper: true,
  numeric: true,
  number: true,
  special: true,
  minLower: 0,
  minUpper: 0,
  minNumeric: 0,
  minSpecial: 0,
};

const GENERATORS: Record<string, Generator> = {
  RandomPassword: {
    required: ["length"],
    defaults: CHARACTERS,
    make: (inputs) => ({ id: "none", outputs: { result: secret(characters(inputs)) } }),
  },
  RandomString: {
    required: ["length"],
    defaults: CHARACTERS,
    make(inputs) {
      const result = characters(inputs);
      return { id: result, outputs: { result } };
    },
  },
  RandomId: {
    required: ["byteLength"],
    defaults: {},
    make(inputs) {
      const bytes = randomBytes(number(inputs["byteLength"]));
      const prefix = text(inputs["prefix"]);
      return { id: bytes.toString("base64url"), outputs: encodings(bytes, prefix) };
    },
  },
  RandomBytes: {
    required: ["length"],
    defaults: {},
    make(inputs) {
      const bytes = randomBytes(number(inputs["length"]));
      const outputs = { base64: secret(bytes.toString("base64")), hex: secret(bytes.toString("hex")) };
      return { id: createHash("sha256").update(bytes).digest("hex"), outputs };
    },
  },
  RandomUuid: {
    required: [],
    defaults: {},
    make() {
      const result = randomUUID();
      return { id: result, outputs: { result } };
    },
  },
};

function encodings(bytes: Buffer, prefix: string): JsonObject {
  return {
    b64Std: prefix + bytes.toString("base64"),
    b64Url: prefix + bytes.toString("base64url"),
    dec: prefix + BigInt(`0x${bytes.toString("hex") || "0"}`).toString(),
    hex: prefix + bytes.toString("hex"),
  };
}

/** As many characters as asked for, with the least number of each class, in random order. */
export function characters(inputs: JsonObject): string {
  const numeric = inputs["numeric"] !== false && inputs["number"] !== false;
  const classes: [boolean, string, number][] = [
    [inputs["lower"] !== false, LOWER, number(inputs["minLower"])],
    [inputs["upper"] !== false, LOWER.toUpperCase(), number(inputs["minUpper"])],
    [numeric, DIGITS, number(inputs["minNumeric"])],
    [inputs["special"] !== false, text(inputs["overrideSpecial"]) || SPECIAL, number(inputs["minSpecial"])],
  ];
  const wanted = classes.flatMap(([, alphabet, least]) => pick(alphabet, least));
  const all = classes.filter(([used]) => used).map(([, alphabet]) => alphabet);
  const rest = pick(all.join(""), number(inputs["length"]) - wanted.length);
  return shuffled([...wanted, ...rest]).join("");
}

function pick(alphabet: string, count: number): string[] {
  return Array.from({ length: Math.max(count, 0) }, () => alphabet.charAt(randomInt(alphabet.length)));
}

function shuffled(values: string[]): string[] {
  const result = [...values];
  for (let last = result.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [result[last], result[other]] = [result[other] ?? "", result[last] ?? ""];
  }
  return result;
}

/** Random values: made once, kept in the state, and made anew only when an input changes. */
export class RandomResources implements Resources {
  async check(operation: Operation, _olds: JsonObject, news: JsonObject): Promise<Checked> {
    const generator = generatorOf(operation.urn);
    if (!generator) {
      const known = Object.keys(GENERATORS).join(", ");
      const reason = `${parseUrn(operation.urn).type} is not supported by the lab's stand-in; it knows ${known}`;
      return { inputs: news, failures: [{ property: "", reason }] };
    }
    const inputs = { ...generator.defaults, ...news };
    const missing = generator.required.filter((name) => inputs[name] === undefined);
    const failures = missing.map((property) => ({ property, reason: `${property} is required` }));
    return { inputs, failures: [...failures, ...impossible(plainObject(inputs))] };
  }

  async diff(_operation: Operation, _state: JsonObject, olds: JsonObject, news: JsonObject): Promise<Diffed> {
    const found = differences(plainObject(olds), plainObject(news));
    return { differences: found, replaces: found, deleteBeforeReplace: false };
  }

  async create(operation: Operation, inputs: JsonObject): Promise<Stored> {
    const generator = generatorOf(operation.urn);
    if (!generator) throw new Error(`${operation.urn}: unknown type`);
    if (operation.preview || hasUnknown(inputs)) {
      const outputs = Object.keys(generator.make({ length: 1, byteLength: 1 }).outputs);
      return { id: "", state: { ...inputs, ...Object.fromEntries(outputs.map((name) => [name, UNKNOWN])) } };
    }
    const { id, outputs } = generator.make(plainObject(inputs));
    return { id, state: { ...inputs, ...outputs } };
  }

  async read(_operation: Operation, id: string, state: JsonObject, inputs: JsonObject) {
    if (Object.keys(state).length === 0) throw new Error("the lab's stand-in cannot import random values");
    return { id, state, inputs };
  }

  async update(_operation: Operation, _id: string, state: JsonObject, news: JsonObject): Promise<JsonObject> {
    return { ...state, ...news };
  }

  async delete(): Promise<void> {}
}

function generatorOf(urn: string): Generator | undefined {
  return GENERATORS[parseUrn(urn).type.split(":").at(-1) ?? ""];
}

/** Lengths that no value could have. */
function impossible(inputs: JsonObject): Checked["failures"] {
  const length = inputs["length"];
  if (typeof length !== "number") return [];
  const least = ["minLower", "minUpper", "minNumeric", "minSpecial"].reduce(
    (sum, name) => sum + number(inputs[name]),
    0,
  );
  if (length >= Math.max(least, 1)) return [];
  return [
    { property: "length", reason: `length: ${length} is less than ${Math.max(least, 1)}, the sum of the minima` },
  ];
}
