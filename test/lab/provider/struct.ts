import type { BinaryWriter } from "google-protobuf";
import structPb from "google-protobuf/google/protobuf/struct_pb.js";
import { readObject } from "../../../policies/pack/struct.ts";
import type { Json, JsonObject } from "../../../stacks/check/kubernetes/json.ts";

const { Struct } = structPb;

/** Fields of `google.protobuf.Value`: https://protobuf.dev/reference/protobuf/google.protobuf/#value */
const value = { null: 1, number: 2, text: 3, truth: 4, struct: 5, list: 6 } as const;

/** A Struct that keeps its content as the plain object that it stands for. */
type PlainStruct = InstanceType<typeof Struct> & { content?: JsonObject };

interface Holder {
  value: Json;
}

/**
 * Has the library read and write Structs as plain objects. Nearly all that passes between engine and provider is Struct,
 * and the library makes a message of every single value first: a third of all that a provider does in a preview.
 */
export function readStructsAsObjects(): void {
  Struct.deserializeBinaryFromReader = (message: PlainStruct, reader) => {
    message.content = {};
    readObject(message.content, reader);
    return message;
  };
  Struct.serializeBinaryToWriter = (message: PlainStruct, writer) => writeObject(message.content ?? {}, writer);
  Struct.fromJavaScript = (content) => Object.assign(new Struct(), { content });
  Struct.prototype.toJavaScript = function (this: PlainStruct) {
    return (this.content ?? {}) as ReturnType<PlainStruct["toJavaScript"]>;
  };
}

function writeObject(object: JsonObject, writer: BinaryWriter): void {
  for (const [key, inner] of Object.entries(object)) {
    if (inner !== undefined) writer.writeMessage(1, { key, value: inner }, writeEntry);
  }
}

function writeEntry(entry: Holder & { key: string }, writer: BinaryWriter): void {
  writer.writeString(1, entry.key);
  writer.writeMessage(2, entry, writeValue);
}

function writeValue({ value: inner }: Holder, writer: BinaryWriter): void {
  if (inner === null) writer.writeEnum(value.null, 0);
  else if (typeof inner === "number") writer.writeDouble(value.number, inner);
  else if (typeof inner === "string") writer.writeString(value.text, inner);
  else if (typeof inner === "boolean") writer.writeBool(value.truth, inner);
  else if (Array.isArray(inner)) writer.writeMessage(value.list, inner, writeList);
  else writer.writeMessage(value.struct, inner, writeObject);
}

function writeList(list: Json[], writer: BinaryWriter): void {
  for (const inner of list) writer.writeMessage(1, { value: inner }, writeValue);
}
