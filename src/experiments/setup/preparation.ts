/** What the steps share that open the inputs of a run one after another. */
import type { Plan } from "../../config/plan.js";
import type { Registry } from "../../products/registry.js";
import type { Parts } from "./parts.js";
import type { Known, PreparedInputs } from "./preparedInputs.js";

export interface Preparation {
  readonly plan: Plan;
  readonly registry: Registry;
  readonly parts: Parts;
  /** What products may know, each part of it looked up when one asks: it may be missing. */
  readonly known: Known;
  /** What is taken from the cache, or put there. */
  readonly prepared: PreparedInputs;
  /** Leaves something to be closed with the inputs. @returns it */
  readonly keep: <T extends { close(): void }>(opened: T) => T;
}
