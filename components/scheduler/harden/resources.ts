import { change } from "../../kubernetes/object.ts";
import { resourceRequirements } from "../../kubernetes/resources.ts";
import { onContainer } from "./context.ts";

/** Requests and limits of the server's container. */
export const resources = onContainer((container, { settings }) =>
  change(container, "resources", (current) => ({ ...current, ...resourceRequirements(settings.resources) })),
);
