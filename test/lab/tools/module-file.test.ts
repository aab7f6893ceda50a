import { binaryNames, cacheKey, etcd, kubernetes, labTools, pulumi, type Tool } from "./list.ts";
import { buildArguments, moduleFile, siblingModules } from "./module-file.ts";

const published = `module k8s.io/kubernetes

require (
	k8s.io/api v0.0.0
	github.com/other/thing v1.2.3
)

replace (
	k8s.io/kubelet => ./staging/src/k8s.io/kubelet
	k8s.io/api => ./staging/src/k8s.io/api
	github.com/other/thing => github.com/fork/thing v1.2.4
	github.com/other/neighbour => ../neighbour
)

replace k8s.io/metrics => ./staging/src/k8s.io/metrics
`;

test("the siblings of a module are those that its go.mod replaces by local folders", () => {
  expect(siblingModules(published)).toEqual(["k8s.io/api", "k8s.io/kubelet", "k8s.io/metrics"]);
});

test("a module file requires the tool and sends its siblings to their published version", () => {
  expect(moduleFile(kubernetes, ["k8s.io/api", "k8s.io/kubelet"])).toBe(
    [
      "module lab/kubernetes",
      "go 1.24.0",
      "require k8s.io/kubernetes v1.34.4",
      "replace k8s.io/api => k8s.io/api v0.34.4",
      "replace k8s.io/kubelet => k8s.io/kubelet v0.34.4",
      "",
    ].join("\n"),
  );
});

test("a module file keeps the replacement that the tool relies on", () => {
  expect(moduleFile(pulumi, [])).toMatch(
    /^replace github\.com\/atotto\/clipboard => github\.com\/tgummerer\/clipboard v0/m,
  );
});

test("the CLI is told its version at link time", () => {
  expect(buildArguments(pulumi, "/out").join(" ")).toContain(
    `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${pulumi.version}`,
  );
});

test("a tool with one binary gives it its own name, whatever Go would call it", () => {
  expect(buildArguments(etcd, "/out")).toEqual(expect.arrayContaining(["-o", "/out/etcd"]));
  expect(binaryNames(etcd)).toEqual(["etcd"]);
});

test("a tool with several binaries names them after their packages", () => {
  expect(buildArguments(kubernetes, "/out")).toEqual(expect.arrayContaining(["-o", "/out/"]));
  expect(binaryNames(kubernetes)).toEqual(["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubectl"]);
});

test.each<[string, Partial<Tool>]>([
  ["version", { version: "v9.9.9" }],
  ["replacement", { replace: { "example.com/a": "example.com/b v1.0.0" } }],
  ["link-time variable", { variables: { "main.version": "x" } }],
])("another %s makes another build", (_, change) => {
  expect(cacheKey({ ...etcd, ...change }, "linux-x64")).not.toBe(cacheKey(etcd, "linux-x64"));
});

test("another platform makes another build, and a better guess of the time does not", () => {
  expect(cacheKey(etcd, "darwin-arm64")).not.toBe(cacheKey(etcd, "linux-x64"));
  expect(cacheKey({ ...etcd, expected: 1 }, "linux-x64")).toBe(cacheKey(etcd, "linux-x64"));
});

test("the CLI is no tool that every lab has to build", () => {
  expect(labTools).not.toContain(pulumi);
});
