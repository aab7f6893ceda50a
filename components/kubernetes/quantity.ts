const binary: Record<string, number> = { Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50, Ei: 2 ** 60 };
const decimal: Record<string, number> = { m: 1e-3, "": 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18 };

/**
 * The number a Kubernetes quantity stands for ("500m" is 0.5, "2Gi" is 2147483648), or undefined when it is none.
 * Exponent forms ("1e3") are legal in Kubernetes and refused here: nobody means them in a configuration.
 */
export function parseQuantity(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(Ki|Mi|Gi|Ti|Pi|Ei|m|k|M|G|T|P|E)?$/.exec(text);
  if (!match?.[1]) return undefined;
  const unit = match[2] ?? "";
  return Number(match[1]) * (binary[unit] ?? decimal[unit] ?? Number.NaN);
}

/** MiB of a quantity that is known to be valid, rounded down. */
export function mebibytes(quantity: string): number {
  return Math.floor((parseQuantity(quantity) ?? Number.NaN) / 2 ** 20);
}
