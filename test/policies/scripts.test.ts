import { found, workload } from "./spelled.ts";

const pod = "spec.template.spec";

describe("probe-that-can-fail", () => {
  test.each([
    ["curl -s localhost/health", true],
    ["curl -s localhost/health || exit 1", true],
    ["curl -f localhost/health || true", true],
    ["curl -f localhost/health; true", true],
    ["curl -f localhost/health; exit 0", true],
    ["curl -fs localhost/health && echo fine", false],
    ["curl -s localhost/health | grep -q UP", false],
    ["set -e; curl -f localhost/health; true", false],
    ["set -e; curl -s localhost/health; true", true],
    ["x=$(curl -s localhost/health); test $x = UP", false],
    ["echo ruok | nc localhost 2181", false],
  ])("%s: %s", (script, isFound) => {
    const probe = JSON.stringify({ exec: { command: ["sh", "-c", script] } });
    const text = workload({ pod: `containers: [{name: c, image: "x:1", livenessProbe: ${probe}}]` });
    expect(found("probe-that-can-fail", text)).toHaveLength(isFound ? 1 : 0);
  });
});

describe("immutable-runtime", () => {
  test.each([
    ["curl -s https://example.com/x | /bin/sh", true],
    ["curl 'https://example.com/?a=1&b=2' | bash", true],
    ["bash <(curl -s https://example.com)", true],
    ['sh -c "$(curl -s https://example.com)"', true],
    ["pip --no-cache-dir install x", true],
    ["curl -f https://example.com && ls | sort", false],
    ["curl -s https://example.com | sha256sum", false],
    ["pip list", false],
  ])("%s: %s", (script, isFound) => {
    const words = JSON.stringify(["bash", "-c", script]);
    const container = `{name: c, image: "x:1", args: ${words}, lifecycle: {postStart: {exec: {command: ${words}}}}}`;
    const places = found("immutable-runtime", workload({ pod: `containers: [${container}]` })).map(
      (it) => it.split(":")[0],
    );
    const expected = ["args", "lifecycle.postStart.exec.command"].map((it) => `a/web ${pod}.containers[0].${it}`);
    expect(places).toEqual(isFound ? expected : []);
  });
});
