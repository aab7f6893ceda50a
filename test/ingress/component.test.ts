import * as pulumi from "@pulumi/pulumi";
import { type IngressSpec, UiIngress } from "../../components/ingress/index.ts";
import { type Registration, record } from "../binding/fixtures.ts";

let registered: Registration[];

beforeEach(() => {
  registered = record();
});

afterEach(() => jest.restoreAllMocks());

const spec: IngressSpec = {
  host: "dolphin.example.com",
  className: "nginx",
  controller: "other",
  tlsSecretName: undefined,
  annotations: { "nginx.ingress.kubernetes.io/proxy-body-size": "1g" },
  controllerNamespace: "ingress-nginx",
};
const create = (change: Partial<IngressSpec> = {}) =>
  new UiIngress("ui", { instance: "ds", namespace: "dolphin", spec: { ...spec, ...change } });
const inputs = () => registered.find(({ type }) => type === "kubernetes:networking.k8s.io/v1:Ingress")?.inputs;

test("the host's /dolphinscheduler leads to the API servers' Service", async () => {
  const { url } = create();
  await pulumi.runtime.disconnect();

  expect(url).toBe("http://dolphin.example.com/dolphinscheduler/ui");
  expect(inputs()?.metadata).toMatchObject({ annotations: spec.annotations, name: "ds-ui", namespace: "dolphin" });
  expect(inputs()?.spec).toEqual({
    ingressClassName: "nginx",
    rules: [
      {
        host: "dolphin.example.com",
        http: {
          paths: [
            {
              backend: { service: { name: "ds-api", port: { name: "api-port" } } },
              path: "/dolphinscheduler",
              pathType: "Prefix",
            },
          ],
        },
      },
    ],
  });
});

test("with a TLS Secret the host is served by https", async () => {
  const { url } = create({ tlsSecretName: "dolphin-tls" });
  await pulumi.runtime.disconnect();

  expect(url).toBe("https://dolphin.example.com/dolphinscheduler/ui");
  expect(inputs()?.spec.tls).toEqual([{ hosts: ["dolphin.example.com"], secretName: "dolphin-tls" }]);
});

test.each(["https://a.example.com", "a.example.com:8080", "a.example.com/ui", "A.example.com", "-a.com", "", "a..b"])(
  "the host %j is refused with the rule and a fix",
  (host) => {
    expect(() => create({ host })).toThrow(
      `spec.host: "${host}" is no host name; allowed are lower-case letters, digits, "-" and ".", ` +
        'without scheme, port or path. Try "dolphinscheduler.example.com".',
    );
  },
);

test("for ingress-nginx, uploads of a gigabyte pass, long answers are waited for, and HTTP leads to HTTPS", async () => {
  create({ annotations: {}, controller: "nginx", tlsSecretName: "dolphin-tls" });
  await pulumi.runtime.disconnect();

  expect(inputs()?.metadata.annotations).toEqual({
    "nginx.ingress.kubernetes.io/force-ssl-redirect": "true",
    "nginx.ingress.kubernetes.io/proxy-body-size": "1g",
    "nginx.ingress.kubernetes.io/proxy-read-timeout": "300",
    "nginx.ingress.kubernetes.io/proxy-request-buffering": "off",
    "nginx.ingress.kubernetes.io/proxy-send-timeout": "300",
  });
});

test("without TLS nothing leads to HTTPS, which nobody serves", async () => {
  create({ controller: "nginx" });
  await pulumi.runtime.disconnect();
  expect(inputs()?.metadata.annotations).not.toHaveProperty(["nginx.ingress.kubernetes.io/force-ssl-redirect"]);
});

test("an annotation of the user's wins", async () => {
  const own = { "nginx.ingress.kubernetes.io/proxy-body-size": "50m" };
  create({ annotations: own, controller: "nginx" });
  await pulumi.runtime.disconnect();
  expect(inputs()?.metadata.annotations).toMatchObject(own);
});

test("an Ingress of another controller carries only what the user gave", async () => {
  create({ annotations: { "alb.ingress.kubernetes.io/scheme": "internal" }, tlsSecretName: "dolphin-tls" });
  await pulumi.runtime.disconnect();
  expect(inputs()?.metadata.annotations).toEqual({ "alb.ingress.kubernetes.io/scheme": "internal" });
});
