/** Tries several things that may each fail for reasons a user can mend, and reports all of the reasons at once. */
import { ConfigError, InputError, JdasError, OutputError } from "../errors.js";
import type { Places } from "./document.js";
import { inOrder, type PlacedFault } from "./placedFault.js";

export interface FaultGatherer {
  /**
   * Runs one preparation. @param key of the configuration that asked for it, put before each fault with its place
   * @returns its result, or undefined where it failed
   */
  try<T>(key: readonly string[], prepare: () => T | Promise<T>): Promise<T | undefined>;
  /** @throws ConfigError, InputError with every fault so far, in the order of the file */
  fail(): never;
  /** @throws as `fail` does, where there is a fault */
  check(): void;
}

/**
 * @param places of the keys in the experiment file
 * @param ofText faults that the file itself has: with them it is a ConfigError
 */
export function gatherFaults({ place, offset }: Places, ofText: readonly PlacedFault[] = []): FaultGatherer {
  const faults: PlacedFault[] = [...ofText];
  const causes: unknown[] = [];
  const fail = (): never => {
    const cause = causes.length > 0 ? { cause: causes[0] } : {};
    if (ofText.length > 0) throw new ConfigError(inOrder(faults), cause);
    throw new InputError(inOrder(faults), cause);
  };
  return {
    fail,
    async try(key, prepare) {
      try {
        return await prepare();
      } catch (error) {
        // What cannot be written is no fault of the file or its inputs.
        if (!(error instanceof JdasError) || error instanceof OutputError) throw error;
        causes.push(error);
        const name = key.join(".");
        for (const fault of error.faults) {
          const where = fault.where.startsWith(name) ? fault.where : `${name}: ${fault.where}`;
          faults.push({ fault: { ...fault, where: `${place(key)}: ${where}` }, offset: offset(key) });
        }
        return undefined;
      }
    },
    check() {
      if (faults.length > 0) fail();
    },
  };
}
