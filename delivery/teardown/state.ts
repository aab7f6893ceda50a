import { z } from "zod";

/** An input may be a secret or of another form in another type of resource: then it names nothing here. */
const text = z.string().optional().catch(undefined);

const inputs = z.looseObject({
  context: text,
  identifier: text,
  metadata: z.looseObject({ name: text, namespace: text }).optional().catch(undefined),
  policyArn: text,
  region: text,
  role: text,
  spec: z.unknown().optional(),
});

const resource = z.looseObject({
  custom: z.boolean().default(false),
  /** Somebody else's, which the stack only reads. */
  external: z.boolean().default(false),
  id: text,
  inputs: inputs.default({}),
  protect: z.boolean().default(false),
  resourceHooks: z.record(z.string(), z.array(z.string())).default({}),
  retainOnDelete: z.boolean().default(false),
  type: z.string(),
  urn: z.string(),
});

/** What a state knows of one resource, as far as its end is concerned. */
export type StateResource = z.infer<typeof resource>;

const stackExport = z.object({ deployment: z.object({ resources: z.array(resource).default([]) }) });

/** Resources in the answer of `pulumi stack export`. */
export function stateResources(json: string): readonly StateResource[] {
  return stackExport.parse(JSON.parse(json)).deployment.resources;
}
