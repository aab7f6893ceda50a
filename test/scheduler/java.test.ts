import { javaOptions, toolsJavaOptions } from "../../components/scheduler/java.ts";
import { serverNames } from "../../components/scheduler/types.ts";
import { osUsersSpec, spec, withServers } from "./spec.ts";

test.each([
  [512, 1, "UTC", "-Xms512m -Xmx512m -XX:ActiveProcessorCount=1 -XX:+ExitOnOutOfMemoryError -Duser.timezone=UTC"],
  [
    4096,
    4,
    "Asia/Tokyo",
    "-Xms4096m -Xmx4096m -XX:ActiveProcessorCount=4 -XX:+ExitOnOutOfMemoryError -Duser.timezone=Asia/Tokyo",
  ],
])("a heap of %d MiB on %d processors in %s is said in full", (heapMiB, processors, timezone, options) => {
  const chosen = { ...withServers({ master: { heapMiB, processors } }), timezone };
  expect(javaOptions(chosen, "master")).toBe(`-server ${options} -Duser.name=dolphinscheduler -Duser.home=/tmp`);
});

test("root has a name of its own", () => {
  expect(javaOptions(osUsersSpec, "worker")).not.toContain("-Duser.name");
});

test("every option is one word, because start.sh splits at blanks", () => {
  for (const server of serverNames) {
    for (const option of javaOptions(spec, server).split(" ")) expect(option).toMatch(/^-[A-Za-z][\w.:+=/-]*$/);
  }
});

test("the schema Job writes no garbage collector log into the image's folder", () => {
  expect(toolsJavaOptions(spec)).toBe(
    "-server -Xms512m -Xmx512m -XX:ActiveProcessorCount=1 -XX:+ExitOnOutOfMemoryError -Duser.timezone=Europe/Berlin",
  );
});
