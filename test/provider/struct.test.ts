import fc from "fast-check";
import structPb from "google-protobuf/google/protobuf/struct_pb.js";
import { readStructsAsObjects } from "../lab/provider/struct.ts";

const { Struct } = structPb;
const contents = fc.sample(fc.dictionary(fc.string(), fc.jsonValue()), { numRuns: 300, seed: 7 });
// Taken before the library is told otherwise: what an engine would send, and what it would read.
const sent = contents.map((content) => Struct.fromJavaScript(content as never).serializeBinary());
const readByTheLibrary = Struct.deserializeBinaryFromReader;
const toJavaScriptOfTheLibrary = Struct.prototype.toJavaScript;

beforeAll(readStructsAsObjects);

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test("what the library wrote is read as the same objects", () => {
  const read = sent.map((bytes) => Struct.deserializeBinary(bytes).toJavaScript());
  expect(plain(read)).toEqual(plain(contents));
});

test("what is written the library reads as the same objects", () => {
  const written = contents.map((content) => Struct.fromJavaScript(content as never).serializeBinary());
  Struct.deserializeBinaryFromReader = readByTheLibrary;
  Struct.prototype.toJavaScript = toJavaScriptOfTheLibrary;
  const read = written.map((bytes) => Struct.deserializeBinary(bytes).toJavaScript());
  readStructsAsObjects();
  expect(plain(read)).toEqual(plain(contents));
});

test("an object without anything in it is one", () => {
  expect(Struct.deserializeBinary(new Struct().serializeBinary()).toJavaScript()).toEqual({});
});
