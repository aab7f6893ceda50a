import {
  certificateNames,
  certificateObjects,
  certificateSeconds,
  certificateSecrets,
  memberCertificates,
} from "../../components/registry/certificates.ts";
import { etcdIdentity } from "../../components/registry/etcd/identity.ts";

const place = {
  dnsNames: ["shop-etcd.data.svc"],
  identity: etcdIdentity("shop"),
  instance: "shop",
  namespace: "data",
  version: 1,
};
const objects = certificateObjects(place);

test("an authority of the registry's own signs for members and clients, and for nobody else", () => {
  expect(objects.authority.spec).toMatchObject({ isCA: true, issuerRef: { name: objects.selfSigned.metadata.name } });
  expect(objects.issuer.spec).toEqual({ ca: { secretName: objects.authority.spec.secretName } });
  for (const { spec } of [objects.client, objects.member]) {
    expect(spec.issuerRef).toEqual({ group: "cert-manager.io", kind: "Issuer", name: objects.issuer.metadata.name });
  }
});

test("a client cannot pass for a member", () => {
  expect(objects.client.spec.usages).not.toContain("server auth");
  expect(objects.client.spec.commonName).not.toBe(objects.member.spec.commonName);
  expect(objects.client.spec.secretName).not.toBe(objects.member.spec.secretName);
  expect(objects.client.spec.dnsNames).not.toEqual(expect.arrayContaining(objects.member.spec.dnsNames));
});

test("a member is a server under every name it is called, and a client of the others", () => {
  expect(objects.member.spec).toMatchObject({
    dnsNames: ["shop-etcd.data.svc"],
    usages: expect.arrayContaining(["server auth", "client auth"]),
  });
});

test("keys are in the form that the applications read, and renewed with their certificate", () => {
  for (const { spec } of [objects.client, objects.member]) {
    expect(spec.privateKey).toMatchObject({ encoding: "PKCS8", rotationPolicy: "Always" });
    expect(spec.additionalOutputFormats).toEqual([{ type: "CombinedPEM" }]);
  }
});

test("certificates are renewed long before their end, and the authority keeps its key", () => {
  for (const { spec } of [objects.client, objects.member]) {
    expect(Number.parseInt(spec.duration, 10) - Number.parseInt(spec.renewBefore, 10)).toBe(5840);
    expect(Number.parseInt(spec.duration, 10)).toBeLessThan(Number.parseInt(objects.authority.spec.duration, 10) / 2);
  }
  expect(objects.authority.spec.privateKey.rotationPolicy).toBe("Never");
});

test("alerts know the Certificates by their names and how long they last", () => {
  const { authority, client, member } = objects;
  expect(certificateNames("shop", 1)).toEqual({
    authority: authority.metadata.name,
    client: client.metadata.name,
    member: member.metadata.name,
  });
  for (const { spec } of [client, member]) expect(spec.duration).toBe(`${certificateSeconds / 3600}h`);
});

test("another version is another Secret, so what mounts it restarts", () => {
  expect(certificateSecrets("shop", 1)).toEqual({ client: "shop-registry-client", member: "shop-registry-member" });
  expect(certificateSecrets("shop", 2)).toEqual({ client: "shop-registry-client-2", member: "shop-registry-member-2" });
  const [volume] = memberCertificates("shop", { mode: "certificates", version: 2 });
  expect(volume?.secret.secretName).toBe("shop-registry-member-2");
});

test("an open registry has no certificates", () => {
  expect(memberCertificates("shop", { mode: "open" })).toEqual([]);
});
