import { renderEnvironment } from "../../stacks/check/index.ts";
import { dev } from "../config/base.ts";

const input = { ...dev, ingress: { host: "d.example.com" }, tls: { issuer: { kind: "acme-http" } } };
const options = { chart: "chart", renderChart: async () => [] };

// Ends a hang and judges no speed: other tests run beside this one.
jest.setTimeout(60_000);

async function render(more: Record<string, unknown> = {}) {
  const objects = await renderEnvironment({ ...input, ...more }, options);
  return (kind: string) => objects.filter(({ type }) => type.endsWith(`:${kind}`)).map(({ inputs }) => inputs);
}

test("the Ingress uses the Secret that the certificate is kept in", async () => {
  const ofKind = await render();
  expect(ofKind("Certificate")[0]).toMatchObject({
    spec: {
      dnsNames: ["d.example.com"],
      issuerRef: { name: "dolphinscheduler-acme" },
      secretName: "dolphinscheduler-tls",
    },
  });
  expect(ofKind("Ingress")).toEqual([
    expect.objectContaining({
      spec: expect.objectContaining({
        tls: [{ hosts: ["d.example.com"], secretName: "dolphinscheduler-tls" }],
      }),
    }),
  ]);
});

test("the authority's question passes the namespace's closed door", async () => {
  const ofKind = await render();
  expect(ofKind("NetworkPolicy")).toContainEqual(
    expect.objectContaining({ metadata: expect.objectContaining({ name: "dolphinscheduler-acme-solver" }) }),
  );
});

test("a stack that installs cert-manager makes the same certificate", async () => {
  const installing = await render({ platform: { certManager: "install" } });
  const present = await render();
  expect(installing("Certificate")).toEqual(present("Certificate"));
});

test("without an issuer there is no certificate", async () => {
  const ofKind = await render({ tls: {} });
  expect([...ofKind("Certificate"), ...ofKind("Issuer")]).toEqual([]);
});
