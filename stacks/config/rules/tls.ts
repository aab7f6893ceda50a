import { hasRegistryCertificates } from "../build-registry.ts";
import { isProduction, type Rule, rule } from "./rule.ts";

const certificateHasHost = rule(
  "A `tls.issuer` goes with an `ingress.host`: that is the name it signs for.",
  ["tls.issuer", "ingress.host"],
  ({ settings: { ingress, tls } }) => {
    if (tls.issuer === undefined || ingress.host !== undefined) return undefined;
    return {
      path: "tls.issuer",
      received: "an issuer, and no ingress.host",
      allowed: "an issuer beside an ingress with its host",
      fix: "Write for example ingress: {host: dolphin.example.com}, or remove the tls section.",
    };
  },
);

const oneCertificate = rule(
  "Either `ingress.tlsSecretName` or `tls.issuer`: one certificate for the host.",
  ["tls.issuer", "ingress.tlsSecretName"],
  ({ settings: { ingress, tls } }) => {
    if (tls.issuer === undefined || ingress.tlsSecretName === undefined) return undefined;
    return {
      path: "ingress.tlsSecretName",
      received: "the name of a Secret beside tls.issuer",
      allowed: "either a Secret of your own, or an issuer, which fills the Secret <name>-tls",
      fix: "Remove ingress.tlsSecretName, or the tls section.",
    };
  },
);

const productionIsTrusted = rule(
  "Class prod takes no certificate of a staging authority: no browser trusts it.",
  ["class", "tls.issuer"],
  (facts) => {
    const { issuer } = facts.settings.tls;
    if (!isProduction(facts) || issuer === undefined || issuer.kind === "existing") return undefined;
    if (!/staging/.test(issuer.server)) return undefined;
    return {
      path: "tls.issuer.server",
      received: JSON.stringify(issuer.server),
      allowed: "an authority that browsers trust",
      fix: "Leave server out for Let's Encrypt, and try the staging one in a stack of class dev.",
    };
  },
);

const installedNearby = rule(
  "`platform.certManager: install` is for a stack with a `tls.issuer`, or whose registry has certificates.",
  ["class", "platform.certManager", "tls.issuer", "registry.access", "registry.backend"],
  ({ settings }) => {
    const { platform, tls } = settings;
    if (platform.certManager === "present" || tls.issuer !== undefined) return undefined;
    if (hasRegistryCertificates(settings)) return undefined;
    return {
      path: "platform.certManager",
      received: "install, and no tls.issuer",
      allowed: "present, where this stack needs no cert-manager",
      fix: "Remove it, or name an issuer in the tls section.",
    };
  },
);

export const tlsRules: readonly Rule[] = [certificateHasHost, oneCertificate, productionIsTrusted, installedNearby];
