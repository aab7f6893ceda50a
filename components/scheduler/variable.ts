/** An entry of a container's `env`. */
export type Variable =
  | { readonly name: string; readonly value?: string }
  | {
      readonly name: string;
      readonly valueFrom: {
        readonly secretKeyRef: { readonly key: string; readonly name: string; readonly optional?: boolean };
      };
    };
