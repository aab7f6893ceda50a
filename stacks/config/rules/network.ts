import { ingress } from "../sections/network.ts";
import { isProduction, type Rule, rule } from "./rule.ts";

const options = Object.keys(ingress.shape);

const ingressNamesItsHost = rule("An `ingress` section names its `host`.", ["ingress"], ({ settings, written }) => {
  if (settings.ingress.host !== undefined || !options.some((option) => written(`ingress.${option}`))) return undefined;
  return {
    path: "ingress.host",
    received: "nothing",
    allowed: "a host name, because writing the section switches the Ingress on",
    fix: "Write for example ingress: {host: dolphin.example.com}, or remove the section.",
  };
});

const productionServesTls = rule(
  "Class prod serves no plain HTTP: an `ingress` has a `tls.issuer`, or names its `tlsSecretName`.",
  ["class", "ingress.host", "ingress.tlsSecretName", "tls.issuer"],
  (facts) => {
    const { ingress, tls } = facts.settings;
    const { host, tlsSecretName } = ingress;
    if (!isProduction(facts) || host === undefined || tlsSecretName !== undefined || tls.issuer) return undefined;
    return {
      path: "ingress.tlsSecretName",
      received: "nothing",
      allowed: "the name of a Secret of type kubernetes.io/tls: class prod serves no plain HTTP",
      fix: "Let cert-manager make it, for example tls: {issuer: {kind: acme-http}}, or make the Secret and write tlsSecretName: dolphin-tls.",
    };
  },
);

export const networkRules: readonly Rule[] = [ingressNamesItsHost, productionServesTls];
