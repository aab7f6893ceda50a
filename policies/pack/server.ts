import { flushCompileCache } from "node:module";
import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import type { Message } from "google-protobuf";
import google from "google-protobuf/google/protobuf/empty_pb.js";
import type { Outcome } from "../core/evaluate.ts";
import { type Method, serveGrpc } from "./grpc.ts";
import { inForce, type PackIdentity, policyInfo, remediation, undecided, violation } from "./messages.ts";
import { configOf, levelsOf, objectOf, ruleParametersOf, stackObjectOf } from "./requests.ts";
import type { Session } from "./session.ts";
import { readStructsWhenAsked } from "./struct.ts";

/** What the engine asks with, method by method. */
const requests = {
  Handshake: analyzer.AnalyzerHandshakeRequest,
  GetPluginInfo: google.Empty,
  Cancel: google.Empty,
  ConfigureStack: analyzer.AnalyzerStackConfigureRequest,
  GetAnalyzerInfo: google.Empty,
  Configure: analyzer.ConfigureAnalyzerRequest,
  Analyze: analyzer.AnalyzeRequest,
  AnalyzeStack: analyzer.AnalyzeStackRequest,
  Remediate: analyzer.AnalyzeRequest,
} as const;

type MethodName = keyof typeof requests;
export type AnalyzerMethods = { [Name in MethodName]: (request: InstanceType<(typeof requests)[Name]>) => Message };

/**
 * A policy pack as the engine speaks to one (pulumirpc.Analyzer).
 *
 * Not `new PolicyPack(...)` of @pulumi/policy, which decodes a resource again for every policy and a whole stack for
 * every stack policy, takes the marks off secrets before a rule sees them, and turns a mandatory policy that meets an
 * unknown value into an advisory one. Here each is decoded once, and rules see what is secret and what is unknown.
 */
export function analyzerMethods(pack: PackIdentity, session: Session): AnalyzerMethods {
  const respond = ({ findings, notEvaluated }: Outcome) =>
    new analyzer.AnalyzeResponse().setDiagnosticsList([
      ...findings.map((found) => violation(pack, found, session.levelOf(found.rule))),
      ...notEvaluated.map((it) => undecided(pack, it)),
    ]);

  return {
    Handshake: () => new analyzer.AnalyzerHandshakeResponse(),
    GetPluginInfo: () => new plugin.PluginInfo().setVersion(pack.version),
    Cancel: () => new google.Empty(),
    ConfigureStack: (request) => {
      session.configureStack(configOf(request), request.getDryRun());
      return new analyzer.AnalyzerStackConfigureResponse();
    },
    GetAnalyzerInfo: () =>
      new analyzer.AnalyzerInfo()
        .setName(pack.name)
        .setVersion(pack.version)
        .setSupportsconfig(true)
        .setPoliciesList(session.rules.map((rule) => policyInfo(rule, session.levelOf(rule)))),
    Configure: (request) => {
      session.configure(levelsOf(request), ruleParametersOf(request));
      return new google.Empty();
    },
    Analyze: (request) => respond(session.judgeObject(objectOf(request))),
    AnalyzeStack: (request) => {
      const response = respond(session.judgeStack(request.getResourcesList().map(stackObjectOf)));
      for (const [rule, exemption] of session.exempted) response.addDiagnostics(inForce(pack, rule, exemption));
      return response;
    },
    Remediate: (request) =>
      new analyzer.RemediateResponse().setRemediationsList(
        session.remediate(objectOf(request)).map((remedy) => remediation(pack, remedy)),
      ),
  };
}

/** Serves until the engine goes away, and tells the port, which is what the engine waits for. */
export function serve(pack: PackIdentity, session: Session, ready: (port: number) => void): void {
  readStructsWhenAsked();
  const methods = analyzerMethods(pack, session);
  const byPath = Object.entries(requests).map(([name, { deserializeBinary }]): [string, Method] => {
    const method = methods[name as MethodName] as (request: Message) => Message;
    return [`/pulumirpc.Analyzer/${name}`, (sent) => method(deserializeBinary(sent)).serializeBinary()];
  });
  serveGrpc(new Map(byPath), (port) => {
    ready(port);
    // The engine ends a pack by a signal, after which nothing would be kept for the next start.
    flushCompileCache();
  });
}
