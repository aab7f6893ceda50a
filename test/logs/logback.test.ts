import { logbackXml } from "../../components/logs/logback.ts";
import { logShares } from "../../components/logs/sizes.ts";

const worker = (format: "text" | "json" = "text", size = "50Gi") =>
  logbackXml({
    folder: "/opt/dolphinscheduler/logs",
    server: "worker",
    shares: logShares(size, "server-and-tasks"),
    spec: { format, retentionDays: 14 },
  });
const api = logbackXml({
  folder: "/opt/dolphinscheduler/logs",
  server: "api",
  shares: logShares("5Gi", "server"),
  spec: { format: "text", retentionDays: 14 },
});
const number = (xml: string, tag: string) => Number(new RegExp(`<${tag}>(\\d+)</${tag}>`).exec(xml)?.[1]);

test.each(["50Gi", "5Gi", "100Mi"])("a server's own files fit their share of %s, with the one in use", (size) => {
  const { serverLogs } = logShares(size, "server-and-tasks");
  const xml = worker("text", size);
  const [file, archives] = [number(xml, "maxFileSize"), number(xml, "totalSizeCap")];
  expect(file).toBeGreaterThan(0);
  // The file in use, and the one that is put away before archives are counted.
  expect(archives + 2 * file).toBeLessThanOrEqual(serverLogs);
});

test("days of the server's own files are those of the task logs", () => {
  expect(number(worker(), "maxHistory")).toBe(14);
});

test("what the application looks for in its log configuration is there", () => {
  const xml = worker();
  // task-api's LogUtils: the appender's name, and the base of its discriminator.
  expect(xml).toContain('<appender name="TASKLOGFILE" class="ch.qos.logback.classic.sift.SiftingAppender">');
  expect(xml).toContain("<logBase>/opt/dolphinscheduler/logs</logBase>");
  // common's LogUtils: where names of objects in the store begin.
  expect(xml).toContain('<property name="log.base.ctx" scope="context" value="/opt/dolphinscheduler/logs"/>');
  expect(xml).toContain('<appender-ref ref="TASKLOGFILE"/>');
});

test("a server without tasks has no files for tasks", () => {
  expect(api).not.toContain("TASKLOGFILE");
  expect(api).not.toContain("org.apache.dolphinscheduler");
});

test("no line is written by a pattern that skips the masking of passwords", () => {
  expect(worker("json") + worker()).not.toMatch(/%msg\b|%m[^a-z]/);
  expect(worker()).toContain('conversionWord="message"');
});

test("the console speaks JSON only where it was asked to, and files are for people", () => {
  const console = (xml: string) => /<appender name="STDOUT"[\s\S]*?<\/appender>/.exec(xml)?.[0];
  expect(console(worker("json"))).toContain('{"time":"%date');
  expect(console(worker())).not.toContain('"time"');
  expect(worker("json").replace(console(worker("json")) ?? "", "")).not.toContain('"time"');
});
