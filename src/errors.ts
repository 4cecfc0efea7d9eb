/**
 * Errors a user can act on. Each names the thing, the place, what was found, what was expected and the remedy.
 * Anything that is not a `JdasError` is a defect of the program and is shown with its stack.
 */
export interface Fault {
  /** What is wrong and where: file, variable, key, time. */
  readonly where: string;
  /** What was found. */
  readonly found: string;
  /** What was expected. */
  readonly expected?: string;
  /** What the user can do. */
  readonly remedy?: string;
}

/**
 * @returns one sentence: `where: found; expected ...; remedy`
 * @example
 * import { describeFault } from "openjdas";
 *
 * const fault = { where: "nee.nc: variable \"nee\"", found: "units \"kg\"", expected: "gC m-2 d-1" };
 * describeFault(fault); // => 'nee.nc: variable "nee": units "kg"; expected gC m-2 d-1'
 */
export function describeFault(fault: Fault): string {
  const expected = fault.expected === undefined ? "" : `; expected ${fault.expected}`;
  const remedy = fault.remedy === undefined ? "" : `; ${fault.remedy}`;
  return `${fault.where}: ${fault.found}${expected}${remedy}`;
}

export abstract class JdasError extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: Fault | readonly Fault[], options?: ErrorOptions) {
    const list = Array.isArray(faults) ? (faults as readonly Fault[]) : [faults as Fault];
    super(list.map(describeFault).join("\n"), options);
    this.faults = list;
    this.name = new.target.name;
  }
}

/** The configuration file cannot be used: all of its faults at once, each with line and column. */
export class ConfigError extends JdasError {}
/** An input file is missing, unreadable, truncated, or not what its source says it is. */
export class InputError extends JdasError {}
/** Inputs that are readable but do not fit together: period, domain, levels, units. */
export class CoverageError extends JdasError {}
/** An output folder or file stands in the way. */
export class OutputError extends JdasError {}
/** Numbers that must not happen: NaN in a wind, a diverging ensemble, an air mass that vanishes. */
export class NumericalError extends JdasError {}
/** Processes that were started together and cannot work together: no MPI, another MPI, too many for the cores. */
export class ParallelError extends JdasError {}
/** What the machine did not give: memory, or a thread to its end. */
export class ResourceError extends JdasError {}
