/** What a sweep and the processes of its runs tell each other; every message is plain data. */
import type { Fault } from "../../errors.js";
import type { Preflight } from "../../preflight/preflight.js";
import type { Section } from "../../skill/substitution.js";
import type { MachineShare } from "../thisMachine.js";

/** What a process is to do: the first message to it, and the only one. */
export interface Order {
  /** A trial of the run, or the run. */
  readonly work: "check" | "run";
  /** How messages call the experiment. */
  readonly id: string;
  readonly experiment: Section;
  readonly inputFolder: string;
  readonly output: string;
  /** Whether an earlier run in the output folder gives way; else it goes on. */
  readonly replace: boolean;
  readonly share: MachineShare;
  /** Folder of the truths of twins that the runs share; of a trial there is none. */
  readonly truths?: string;
  /** File that is to say how it goes; of a trial there is none. */
  readonly status?: string;
}

/** What a process tells while it works, and what it ends with. */
export type Told =
  | { readonly kind: "stage"; readonly name: string; readonly hours: number }
  | { readonly kind: "hour"; readonly hoursDone: number }
  | { readonly kind: "checked"; readonly preflight: Preflight }
  | { readonly kind: "refused"; readonly name: string; readonly faults: readonly Fault[] };
