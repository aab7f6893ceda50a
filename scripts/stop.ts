import { parseArgs } from "node:util";
import { Lab } from "../test/lab/index.ts";
import { cacheRoot } from "../test/lab/paths.ts";
import { reportFailure } from "./start/failure.ts";

/** Stops the lab. Cluster and Pulumi state are kept together or, with `--clean`, deleted together. */
try {
  const { values } = parseArgs({ options: { clean: { type: "boolean", default: false } } });
  const lab = new Lab();
  const found = lab.state();
  if (values.clean) {
    await lab.destroy();
    console.log(`Deleted: the cluster, Pulumi's state, passphrase and salts (${lab.paths.state}).`);
    console.log(`Kept: the built tools (${cacheRoot()}).`);
  } else {
    await lab.close();
    console.log(found === "running" ? "Stopped the lab's cluster." : "The lab's cluster was not running.");
    console.log(`Kept: its data and Pulumi's state (${lab.paths.state}).`);
    console.log("Next: npm start brings it back as it was; npm run stop -- --clean deletes it.");
  }
} catch (error) {
  reportFailure(error);
}
