/** What is read of a CustomResourceDefinition here; it is created as it came. */
export interface Definition {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string; readonly plural: string; readonly singular: string };
    readonly scope: "Cluster" | "Namespaced";
    readonly versions: readonly {
      readonly name: string;
      readonly schema: unknown;
      readonly served: boolean;
      readonly storage: boolean;
    }[];
  };
}
