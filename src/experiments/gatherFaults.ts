/** Tries several things that may each fail for reasons a user can mend, and reports all of the reasons at once. */
import { describeFault, type Fault, InputError, JdasError } from "../errors.js";

export interface FaultGatherer {
  /**
   * Runs one preparation. @param place of the configuration that asked for it, put before each fault
   * @returns its result, or undefined where it failed
   */
  try<T>(place: string, prepare: () => T | Promise<T>): Promise<T | undefined>;
  /** @throws InputError with every fault so far, if there is one */
  check(): void;
}

export function gatherFaults(): FaultGatherer {
  const faults: Fault[] = [];
  const causes: unknown[] = [];
  return {
    async try(place, prepare) {
      try {
        return await prepare();
      } catch (error) {
        if (!(error instanceof JdasError)) throw error;
        causes.push(error);
        faults.push(...error.faults.map((fault) => ({ ...fault, where: `${place}: ${fault.where}` })));
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
