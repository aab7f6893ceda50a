import { change } from "../../kubernetes/object.ts";
import { stopOf, stopScript } from "../stop-script.ts";
import { all, onContainer } from "./context.ts";

/** A stop that reaches the JVM, and the time for it. */
export const lifecycle = all(
  (pod, { settings }) => ({ ...pod, terminationGracePeriodSeconds: settings.gracePeriodSeconds }),
  onContainer((container, { spec, server }) =>
    change(container, "lifecycle", (hooks) => ({
      ...hooks,
      preStop: { exec: { command: ["/bin/bash", "-c", stopScript(stopOf(spec, server))] } },
    })),
  ),
);
