import type { Inputs } from "./transforms.ts";

/** What a provider answers when it is asked to make a resource. */
export interface Answer {
  readonly id: string;
  /** What the resource has besides its inputs. */
  readonly outputs: Inputs;
}
