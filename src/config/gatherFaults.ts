/** Tries several things that may each fail for reasons a user can mend, and reports all of the reasons at once. */
import { describeFault, type Fault, InputError, JdasError } from "../errors.js";

export interface FaultGatherer {
  /**
   * Runs one preparation. @param key of the configuration that asked for it, put before each fault with its place
   * @returns its result, or undefined where it failed
   */
  try<T>(key: readonly string[], prepare: () => T | Promise<T>): Promise<T | undefined>;
  /** @throws InputError with every fault so far, if there is one */
  check(): void;
}

/** @param place of a key in the experiment file */
export function gatherFaults(place: (key: readonly string[]) => string): FaultGatherer {
  const faults: Fault[] = [];
  const causes: unknown[] = [];
  return {
    async try(key, prepare) {
      try {
        return await prepare();
      } catch (error) {
        if (!(error instanceof JdasError)) throw error;
        causes.push(error);
        const name = key.join(".");
        for (const fault of error.faults) {
          const where = fault.where.startsWith(name) ? fault.where : `${name}: ${fault.where}`;
          faults.push({ ...fault, where: `${place(key)}: ${where}` });
        }
        return undefined;
      }
    },
    check() {
      if (faults.length === 0) return;
      const unique = new Map(faults.map((fault) => [describeFault(fault), fault]));
      throw new InputError([...unique.values()], { cause: causes[0] });
    },
  };
}
