/** Faults with their place in a file, in the order in which they stand there. */
import { describeFault, type Fault } from "../errors.js";
import type { Places } from "./document.js";
import type { KeyFault } from "./faultsInWords.js";

export interface PlacedFault {
  /** Where `where` begins with FILE:line:column of the key. */
  readonly fault: Fault;
  /** Characters of the file before the key. */
  readonly offset: number;
}

export function placed({ path, ...fault }: KeyFault, { place, offset }: Places): PlacedFault {
  const where = `${place(path)}: ${path.map(String).join(".") || "the file"}`;
  return { fault: { ...fault, where }, offset: offset(path) };
}

/** @returns each fault once, in the order of the file */
export function inOrder(faults: readonly PlacedFault[]): Fault[] {
  const unique = new Map(faults.map((one) => [describeFault(one.fault), one]));
  return [...unique.values()].sort((a, b) => a.offset - b.offset).map(({ fault }) => fault);
}
