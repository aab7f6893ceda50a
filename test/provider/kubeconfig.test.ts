import { readCluster, requireLoopback } from "../lab/provider/kubeconfig.ts";

const config = (server: string, user = "") => `
current-context: lab
contexts: [{name: lab, context: {cluster: c, user: u, namespace: data}}]
clusters: [{name: c, cluster: {server: "${server}", certificate-authority-data: Y2E=}}]
users: [{name: u, user: {${user}}}]
`;
const where = { source: "test", folder: "/" };

test.each(["https://127.0.0.1:6443", "https://127.9.9.9", "http://localhost:8080", "https://[::1]:6443"])(
  "%s is on this machine",
  (server) => {
    expect(() => requireLoopback(new URL(server))).not.toThrow();
  },
);

test.each([
  "https://10.0.0.1:6443",
  "https://prod.example.com",
  "https://127.0.0.1.example.com",
  "https://localhost.example.com",
  "https://0.0.0.0:6443",
  "https://[2001:db8::1]",
])("%s is refused, with the way to the official plugin", (server) => {
  expect(() => readCluster(config(server), where)).toThrow(/is not on this machine.*official plugin/);
});

test("server, namespace and credentials come from the current context", () => {
  const cluster = readCluster(config("https://127.0.0.1:6443", "token: abc"), where);
  expect(cluster).toMatchObject({ context: "lab", namespace: "data", headers: { authorization: "Bearer abc" } });
  expect(cluster.tls).toEqual({ ca: Buffer.from("ca"), rejectUnauthorized: true });
});

test("a context that is not there is named together with those that are", () => {
  expect(() => readCluster(config("https://127.0.0.1"), { ...where, context: "prod" })).toThrow(
    'test: contexts has no "prod"; there: lab',
  );
});

test("log-ins by other programs are refused", () => {
  expect(() => readCluster(config("https://127.0.0.1", "exec: {command: aws}"), where)).toThrow(/exec log-ins/);
});
