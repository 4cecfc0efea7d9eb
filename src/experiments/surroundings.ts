/** What an experiment needs of the world around it. */
import type { AnalysisContext } from "../assimilation/analysisStep.js";
import type { Recorder } from "../assimilation/recorder.js";
import type { Saveable } from "../assimilation/saveable.js";
import type { Kernels } from "../kernels/load.js";
import type { Communicator } from "../parallel/communicator.js";
import type { Progress } from "./progress.js";
import type { ModelRun } from "../runs/checkpointFile.js";
import type { ForcingOrder, OpenForcing } from "./setup/forcing.js";

export interface Surroundings {
  /** Folder that paths of inputs are relative to. */
  readonly inputFolder: string;
  /** Run folder; the configuration's where the user names no other. */
  readonly output: string;
  /** Whether an earlier run of the same configuration in the output folder gives way. */
  readonly replace: boolean;
  /** Whether an earlier run of it in the output folder goes on from its newest checkpoint. */
  readonly resume?: boolean;
  readonly progress: Progress;
  readonly kernels: (threads: number) => Promise<Kernels>;
  /** The ranks that cells are dealt to; the others serve them (ranks/serveCells.ts). */
  readonly communicator?: Communicator | undefined;
  /** Prepares the forcing of each hour ahead of it; absent where each is made when it is needed. */
  readonly forcingAhead?: ((order: ForcingOrder) => OpenForcing) | undefined;
  /** What may be held of the forcing so that FC need not make it again [bytes]; nothing where it is absent. */
  readonly memory?: number;
  /** Folder of the truths of twins that several runs share; absent where each runs its own. */
  readonly truths?: string | undefined;
  /** Threads where the configuration names none. */
  readonly threads: number;
  /** How many times as long as the truth of a twin everything after it takes, asked before a long one; undefined where it cannot be told. */
  readonly restOverTruth?: ((progress: Progress) => Promise<number | undefined>) | undefined;
  readonly program: string;
  readonly node: string;
  readonly now: () => Date;
  /** Outputs of a stage, or of FC, beside those of the program. */
  readonly recorders?: (run: ModelRun) => readonly Recorder[];
  /** What goes into every checkpoint beside the parts of the program, such as what these outputs remember. */
  readonly saveables?: readonly Saveable[];
  /** Hears what every analysis is about to take in. */
  readonly innovations?: AnalysisContext["innovations"];
}
