import { onContainer } from "./context.ts";

/** The server's image as the specification has it: the chart knows one registry and one tag for all, and no digest. */
export const images = onContainer((container, { spec, server }) => ({
  ...container,
  image: spec.image.references[server],
}));
