import protobuf, { type BinaryReader } from "google-protobuf";
import structPb from "google-protobuf/google/protobuf/struct_pb.js";

const { Struct } = structPb;
const { toJavaScript } = Struct.prototype;

/** Fields of `google.protobuf.Value`: https://protobuf.dev/reference/protobuf/google.protobuf/#value */
const value = { number: 2, text: 3, truth: 4, struct: 5, list: 6 } as const;

type Content = Record<string, unknown>;

/** A Struct that keeps what was sent as it came, until somebody asks for it. */
type SentStruct = InstanceType<typeof Struct> & { sent?: Uint8Array; content?: Content };

/** What a nested message is read into: the library hands it on unseen. */
type Reading<Target> = (target: Target, reader: BinaryReader) => void;

interface Holder {
  value: unknown;
}

/**
 * Has the library leave a Struct unread until its content is asked for, and then make plain objects of it at once. The
 * engine sends every pack every resource several times and most rules are about few types; reading all of them took the
 * library half of all that a pack does in a preview, because it makes a message of every single value first.
 */
export function readStructsWhenAsked(): void {
  if (Struct.prototype.toJavaScript !== toJavaScript) return;
  Struct.deserializeBinaryFromReader = (message: SentStruct, reader) => {
    const start = reader.getCursor();
    while (reader.nextField() && !reader.isEndGroup()) reader.skipField();
    message.sent = reader.getBuffer().subarray(start, reader.getCursor());
    return message;
  };
  Struct.prototype.toJavaScript = function (this: SentStruct) {
    if (this.sent === undefined) return toJavaScript.call(this);
    this.content ??= contentOf(this.sent);
    return this.content as ReturnType<typeof toJavaScript>;
  };
}

function contentOf(sent: Uint8Array): Content {
  const content: Content = {};
  readObject(content, new protobuf.BinaryReader(sent));
  return content;
}

/** Reads the fields of a Struct into an object. */
export const readObject: Reading<Content> = (object, reader) => {
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
  while (reader.nextField() && !reader.isEndGroup()) holder.value = read(reader);
};

const readList: Reading<unknown[]> = (list, reader) => {
  while (reader.nextField() && !reader.isEndGroup()) list.push(nested(reader, { value: null }, readValue).value);
};

function read(reader: BinaryReader): unknown {
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

function nested<Target extends object>(reader: BinaryReader, target: Target, readInto: Reading<Target>): Target {
  reader.readMessage(target as never, readInto as never);
  return target;
}
