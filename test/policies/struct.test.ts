import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import fc from "fast-check";
import google from "google-protobuf/google/protobuf/struct_pb.js";
import { objectOf } from "../../policies/pack/requests.ts";
import { readStructsWhenAsked } from "../../policies/pack/struct.ts";

const contents = fc.sample(fc.dictionary(fc.string(), fc.jsonValue()), { numRuns: 300, seed: 7 });
const request = (content: unknown) =>
  new analyzer.AnalyzeRequest()
    .setType("kubernetes:core/v1:ConfigMap")
    .setProperties(google.Struct.fromJavaScript(content as Record<string, google.JavaScriptValue>))
    .setName("settings")
    .setUrn("urn:pulumi:prod::p::t::settings");
// Taken before the library is told otherwise: what an engine would send.
const sent = contents.map((content) => request(content).serializeBinary());

beforeAll(readStructsWhenAsked);

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test("what the engine sends is read as the same object, whatever is in it and stands around it", () => {
  const read = sent.map((bytes) => objectOf(analyzer.AnalyzeRequest.deserializeBinary(bytes)));
  expect(plain(read.map(({ properties }) => properties))).toEqual(plain(contents));
  for (const { name, type, urn } of read) {
    expect([name, type, urn]).toEqual(["settings", "kubernetes:core/v1:ConfigMap", "urn:pulumi:prod::p::t::settings"]);
  }
});

test("properties are read once, and are nothing where there are none", () => {
  const [bytes = new Uint8Array()] = sent;
  const object = objectOf(analyzer.AnalyzeRequest.deserializeBinary(bytes));
  expect(object.properties).toBe(object.properties);
  expect(objectOf(new analyzer.AnalyzeRequest()).properties).toEqual({});
});

test("what a pack itself makes is written and read as ever", () => {
  const made = google.Struct.fromJavaScript({ a: [1, { b: null }] });
  expect(made.toJavaScript()).toEqual({ a: [1, { b: null }] });
  expect(google.Struct.deserializeBinary(made.serializeBinary()).toJavaScript()).toEqual({ a: [1, { b: null }] });
});
