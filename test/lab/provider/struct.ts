import type { BinaryReader, BinaryWriter } from "google-protobuf";
import structPb from "google-protobuf/google/protobuf/struct_pb.js";
import type { Json, JsonObject } from "./json.ts";

const { Struct } = structPb;

/** Fields of `google.protobuf.Value`: https://protobuf.dev/reference/protobuf/google.protobuf/#value */
const value = { null: 1, number: 2, text: 3, truth: 4, struct: 5, list: 6 } as const;

/** A Struct that keeps its content as the plain object that it stands for. */
type PlainStruct = InstanceType<typeof Struct> & { content?: JsonObject };

/** What a nested message is read into: the library hands it on unseen. */
type Reading<Target> = (target: Target, reader: BinaryReader) => void;

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

const readObject: Reading<JsonObject> = (object, reader) => {
  while (reader.nextField() && !reader.isEndGroup()) {
    const entry = { key: "", value: null };
    nested(reader, entry, readEntry);
    object[entry.key] = entry.value;
  }
};

const readEntry: Reading<Holder & { key: string }> = (entry, reader) => {
  while (reader.nextField() && !reader.isEndGroup()) {
    if (reader.getFieldNumber() === 1) entry.key = reader.readString();
    else nested(reader, entry, readValue);
  }
};

const readValue: Reading<Holder> = (holder, reader) => {
  while (reader.nextField() && !reader.isEndGroup()) holder.value = contentOf(reader);
};

const readList: Reading<Json[]> = (list, reader) => {
  while (reader.nextField() && !reader.isEndGroup()) list.push(nested(reader, { value: null }, readValue).value);
};

function contentOf(reader: BinaryReader): Json {
  switch (reader.getFieldNumber()) {
    case value.number:
      return reader.readDouble();
    case value.text:
      return reader.readString();
    case value.truth:
      return reader.readBool();
    case value.struct:
      return nested(reader, {}, readObject);
    case value.list:
      return nested(reader, [], readList);
    default:
      reader.skipField();
      return null;
  }
}

function nested<Target extends object>(reader: BinaryReader, target: Target, read: Reading<Target>): Target {
  reader.readMessage(target as never, read as never);
  return target;
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
