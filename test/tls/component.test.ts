import * as pulumi from "@pulumi/pulumi";
import { installCertManager } from "../../components/tls/cert-manager.ts";
import { type IssuerSpec, UiCertificate } from "../../components/tls/index.ts";
import { find, kinds, type Registration, record } from "../binding/fixtures.ts";

const server = "https://acme.example.com/directory";
const acmeHttp: IssuerSpec = { email: "platform@example.com", kind: "acme-http", server };
const acmeDns: IssuerSpec = {
  email: undefined,
  hostedZoneId: "Z2ABCDEF1GHIJK",
  kind: "acme-dns-route53",
  region: "eu-central-1",
  role: "arn:aws:iam::123456789012:role/certificates",
  server,
};
const existing: IssuerSpec = { kind: "existing", name: "company-ca", scope: "ClusterIssuer" };

let registrations: Registration[];
beforeEach(() => {
  registrations = record();
});
afterEach(() => jest.restoreAllMocks());

async function create(issuer: IssuerSpec) {
  const made = new UiCertificate("tls", {
    host: "dolphin.example.com",
    ingressClassName: "internal",
    instance: "ds",
    namespace: "data",
    spec: { certManagerNamespace: "cert-manager", issuer },
  });
  await pulumi.runtime.disconnect();
  return made;
}
const certificate = () => find(registrations, "tls-certificate").inputs.spec;
const solvers = () => find(registrations, "tls-issuer").inputs.spec.acme.solvers;

test("an authority that asks over HTTP is answered through the Ingress class of the user interface", async () => {
  const { secretName } = await create(acmeHttp);
  expect(secretName).toBe("ds-tls");
  expect(find(registrations, "tls-issuer").inputs).toMatchObject({
    apiVersion: "cert-manager.io/v1",
    kind: "Issuer",
    metadata: { name: "ds-acme", namespace: "data" },
    spec: { acme: { email: "platform@example.com", privateKeySecretRef: { name: "ds-acme-account" }, server } },
  });
  expect(solvers()).toEqual([{ http01: { ingress: { ingressClassName: "internal", serviceType: "ClusterIP" } } }]);
});

test("the certificate is for the host, in the Secret of the Ingress, with a key that is renewed with it", async () => {
  await create(acmeHttp);
  expect(certificate()).toMatchObject({
    dnsNames: ["dolphin.example.com"],
    issuerRef: { group: "cert-manager.io", kind: "Issuer", name: "ds-acme" },
    privateKey: { rotationPolicy: "Always" },
    secretName: "ds-tls",
  });
});

test("Route 53 is reached as a role, with no key, by a service account of this issuer's own", async () => {
  await create(acmeDns);
  expect(solvers()).toEqual([
    {
      dns01: {
        route53: {
          auth: { kubernetes: { serviceAccountRef: { name: "ds-certificates" } } },
          hostedZoneID: "Z2ABCDEF1GHIJK",
          region: "eu-central-1",
          role: "arn:aws:iam::123456789012:role/certificates",
        },
      },
    },
  ]);
  expect(find(registrations, "tls-issuer").inputs.spec.acme).not.toHaveProperty("email");
});

test("cert-manager may have tokens of that account and of no other", async () => {
  await create(acmeDns);
  const role = registrations.find(({ type }) => type === "kubernetes:rbac.authorization.k8s.io/v1:Role");
  expect(role?.inputs.rules).toEqual([
    { apiGroups: [""], resourceNames: ["ds-certificates"], resources: ["serviceaccounts/token"], verbs: ["create"] },
  ]);
  const binding = registrations.find(({ type }) => type.endsWith(":RoleBinding"));
  expect(binding?.inputs.subjects).toEqual([
    { kind: "ServiceAccount", name: "cert-manager", namespace: "cert-manager" },
  ]);
});

test("an issuer that is there signs as it is, and nothing else is made", async () => {
  await create(existing);
  expect(certificate().issuerRef).toEqual({ group: "cert-manager.io", kind: "ClusterIssuer", name: "company-ca" });
  expect(kinds(registrations)).toEqual(["Certificate", "UiCertificate"]);
});

test("cert-manager is installed at a fixed version, with its definitions, in a namespace of its own", async () => {
  installCertManager("cert-manager", "certificates", {});
  await pulumi.runtime.disconnect();
  expect(find(registrations, "cert-manager").inputs).toMatchObject({
    helmOptions: {
      createNamespace: true,
      name: "cert-manager",
      namespace: "certificates",
      version: expect.stringMatching(/^v\d+\.\d+\.\d+$/),
    },
    installCRDs: true,
  });
});
