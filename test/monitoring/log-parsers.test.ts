import { readFileSync } from "node:fs";

const page = readFileSync("docs/monitoring.md", "utf8");
const fluentBit = new RegExp(/^ {4}Regex +(.+)$/m.exec(page)?.[1] ?? "none");
const vector = [...page.matchAll(/r'(\^\(\?:\\\[WI.+)'\)/g)].map(([, text = ""]) => new RegExp(text));

/** Lines as the patterns of the images and of our own log configuration make them. */
const lines = [
  [
    "master and worker of 3.2.2",
    "[WI-7][TI-42] - [INFO] 2026-11-24 08:50:11.038 +0000 o.a.d.s.m.r.MasterSchedulerBootstrap:[131] - Master schedule [ERROR]",
    {
      level: "INFO",
      line: "131",
      logger: "o.a.d.s.m.r.MasterSchedulerBootstrap",
      taskInstance: "42",
      workflowInstance: "7",
    },
  ],
  [
    "api and alert of 3.2.2",
    "[WARN] 2026-11-24 08:50:11.038 +0100 o.a.d.a.s.AlertSender:[96] - send failed: a - b",
    { level: "WARN", line: "96", logger: "o.a.d.a.s.AlertSender", message: "send failed: a - b" },
  ],
  [
    "master of 3.4.2",
    "[WI-0][TI-0] - 2026-11-24 08:50:11.038 INFO  [MasterCommandLoopThread] o.a.d.s.m.CommandEngine:[131] - fetched",
    { level: "INFO", message: "fetched", thread: "MasterCommandLoopThread", workflowInstance: "0" },
  ],
  [
    "api of 3.4.2",
    "2026-11-24 08:50:11.038 ERROR [qtp-12] o.a.d.a.Api$Inner:[7] - no",
    { level: "ERROR", logger: "o.a.d.a.Api$Inner", message: "no", thread: "qtp-12" },
  ],
  [
    "our own log configuration",
    "[WI-7][TI-42] 2026-11-24 08:50:11.038 +0000 DEBUG [main] o.a.d.s.w.Runner:12 - x",
    { level: "DEBUG", line: "12", logger: "o.a.d.s.w.Runner", taskInstance: "42", thread: "main" },
  ],
] as const;

test.each(lines)("Fluent Bit reads a line of %s", (_, line, fields) => {
  expect(fluentBit.exec(line)?.groups).toMatchObject(fields);
});

test.each(lines)("Vector reads a line of %s by one of its two forms", (_, line, fields) => {
  const found = vector.map((form) => form.exec(line)?.groups).filter((groups) => groups !== undefined);
  expect(vector).toHaveLength(2);
  expect(found).toEqual([expect.objectContaining(fields)]);
});

test.each(["java.lang.IllegalStateException: x", "\tat o.a.d.Main.main(Main.java:1)", "Exec spark-submit", ""])(
  "what no logger wrote stays as it is: %j",
  (line) => {
    expect([fluentBit, ...vector].map((form) => form.exec(line))).toEqual([null, null, null]);
  },
);
