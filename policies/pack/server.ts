import * as grpc from "@grpc/grpc-js";
import { AnalyzerService, type IAnalyzerServer } from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import google from "google-protobuf/google/protobuf/empty_pb.js";
import type { Outcome } from "../core/evaluate.ts";
import { inForce, type PackIdentity, policyInfo, remediation, undecided, violation } from "./messages.ts";
import { configOf, levelsOf, objectOf, ruleParametersOf, stackObjectOf } from "./requests.ts";
import type { Session } from "./session.ts";

/**
 * A policy pack as the engine speaks to one (pulumirpc.Analyzer).
 *
 * Not `new PolicyPack(...)` of @pulumi/policy, which decodes a resource again for every policy and a whole stack for
 * every stack policy, takes the marks off secrets before a rule sees them, and turns a mandatory policy that meets an
 * unknown value into an advisory one. Here each is decoded once, and rules see what is secret and what is unknown.
 */
export function analyzerService(pack: PackIdentity, session: Session): IAnalyzerServer {
  const respond = ({ findings, notEvaluated }: Outcome) =>
    new analyzer.AnalyzeResponse().setDiagnosticsList([
      ...findings.map((found) => violation(pack, found, session.levelOf(found.rule))),
      ...notEvaluated.map((it) => undecided(pack, it)),
    ]);

  return {
    handshake: (_call, answer) => answer(null, new analyzer.AnalyzerHandshakeResponse()),
    getPluginInfo: (_call, answer) => answer(null, new plugin.PluginInfo().setVersion(pack.version)),
    cancel: (_call, answer) => answer(null, new google.Empty()),
    configureStack: unary((request: analyzer.AnalyzerStackConfigureRequest) => {
      session.configureStack(configOf(request), request.getDryRun());
      return new analyzer.AnalyzerStackConfigureResponse();
    }),
    getAnalyzerInfo: unary(() =>
      new analyzer.AnalyzerInfo()
        .setName(pack.name)
        .setVersion(pack.version)
        .setSupportsconfig(true)
        .setPoliciesList(session.rules.map((rule) => policyInfo(rule, session.levelOf(rule)))),
    ),
    configure: unary((request: analyzer.ConfigureAnalyzerRequest) => {
      session.configure(levelsOf(request), ruleParametersOf(request));
      return new google.Empty();
    }),
    analyze: unary((request: analyzer.AnalyzeRequest) => respond(session.judgeObject(objectOf(request)))),
    analyzeStack: unary((request: analyzer.AnalyzeStackRequest) => {
      const response = respond(session.judgeStack(request.getResourcesList().map(stackObjectOf)));
      for (const [rule, exemption] of session.exempted) response.addDiagnostics(inForce(pack, rule, exemption));
      return response;
    }),
    remediate: unary((request: analyzer.AnalyzeRequest) =>
      new analyzer.RemediateResponse().setRemediationsList(
        session.remediate(objectOf(request)).map((remedy) => remediation(pack, remedy)),
      ),
    ),
  };
}

function unary<Request, Response>(work: (request: Request) => Response): grpc.handleUnaryCall<Request, Response> {
  return (call, answer) => {
    try {
      answer(null, work(call.request));
    } catch (error) {
      answer({ code: grpc.status.UNKNOWN, details: error instanceof Error ? error.message : String(error) });
    }
  };
}

/** Serves until the engine goes away; prints the port, which is what the engine waits for. */
export function serve(pack: PackIdentity, session: Session): void {
  const unlimited = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };
  const server = new grpc.Server(unlimited);
  server.addService(AnalyzerService, { ...analyzerService(pack, session) });
  server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    process.stdout.write(`${port}\n`);
  });
}
