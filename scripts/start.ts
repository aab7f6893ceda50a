import { table } from "../delivery/table.ts";
import { Lab } from "../test/lab/index.ts";
import { duration, toStderr, withProgress } from "../test/lab/tools/progress.ts";
import { reportFailure } from "./start/failure.ts";
import { changes, UpProgress } from "./start/up-progress.ts";
import { workloads } from "./start/workloads.ts";

const STACK = "dev";

/** One command from a fresh checkout to a running environment. */
async function start(): Promise<void> {
  const lab = new Lab();
  const times: string[][] = [];
  const timed = async <T>(step: string, run: () => Promise<T>): Promise<T> => {
    const started = Date.now();
    const result = await run();
    times.push([step, duration((Date.now() - started) / 1000)]);
    return result;
  };

  await timed("tools", () => lab.prepare());
  const found = await timed("cluster", () => lab.start());
  console.log(found === "running" ? "The lab's cluster is running already." : "The lab's cluster is ready.");
  await timed("stack", () => pulumi(lab, ["stack", "select", "--create", STACK]));
  console.log(`Updating the stack ${STACK}.`);
  console.log(`  ${await timed("update", () => up(lab))}`);
  await timed("summary", () => summary(lab));

  console.log(`\n${table(["STEP", "TIME"], times)}`);
}

async function up(lab: Lab): Promise<string> {
  const progress = new UpProgress();
  const step = { what: "pulumi up", expected: 30, detail: () => String(progress) };
  const args = ["up", "--yes", "--skip-preview", "--non-interactive", "-s", STACK];
  return changes(await withProgress(toStderr, step, () => pulumi(lab, args, (text) => progress.read(text))));
}

/** Standard output of a command that must succeed; when it does not, all it said is shown. */
async function pulumi(lab: Lab, args: string[], onOutput?: (text: string) => void): Promise<string> {
  const { code, stdout, stderr } = await lab.pulumi(args, onOutput ? { onOutput } : {});
  if (code === 0) return stdout;
  throw new Error(`${stdout}${stderr}\npulumi ${args.join(" ")} ended with exit code ${code}; see above.`);
}

async function summary(lab: Lab): Promise<void> {
  const outputs: unknown = JSON.parse(await pulumi(lab, ["stack", "output", "--json", "-s", STACK]));
  const told = typeof outputs === "object" && outputs !== null ? Object.entries(outputs) : [];
  const namespace = String(told.find(([key]) => key === "namespace")?.[1] ?? "default");
  const { backend, kubeconfig, passphrase } = lab.paths;

  console.log(`\n${table(["COMPONENT", "KIND", "PODS"], await workloads(lab.api, namespace))}`);
  console.log(
    `\n${table(
      ["OUTPUT", "VALUE"],
      told.map(([key, value]) => [key, String(value)]),
    )}`,
  );
  const files = [
    ["kubeconfig", kubeconfig],
    ["Pulumi state", backend],
    ["passphrase", process.env["PULUMI_CONFIG_PASSPHRASE"] === undefined ? passphrase : "from the environment"],
    ["kubectl", (await lab.binaries()).kubectl],
  ];
  console.log(`\n${table(["FILE", "PATH"], files)}`);
  console.log("\nThe lab's pods are simulated: all objects are real, and nothing listens behind them.");
  const next = [
    [`npm run pulumi -- preview -s ${STACK}`, "what a change would do"],
    [`npm run config -- ${STACK}`, "every setting, and where it comes from"],
    ["npm run stop", "stop the lab; `npm run stop -- --clean` deletes it"],
  ];
  console.log(`\n${table(["NEXT", ""], next)}`);
}

try {
  await start();
} catch (error) {
  reportFailure(error);
}
