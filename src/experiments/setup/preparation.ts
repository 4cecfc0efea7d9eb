/** What the steps share that open the inputs of a run one after another. */
import type { Plan } from "../../config/plan.js";
import type { Context } from "../../products/product.js";
import type { Registry } from "../../products/registry.js";
import type { Parts } from "./parts.js";

export interface Preparation {
  readonly plan: Plan;
  readonly registry: Registry;
  readonly parts: Parts;
  /** What products may know, each part of it looked up when one asks: it may be missing. */
  readonly known: { readonly [K in keyof Context]: () => Context[K] };
  /** Leaves something to be closed with the inputs. @returns it */
  readonly keep: <T extends { close(): void }>(opened: T) => T;
}
