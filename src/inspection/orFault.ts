/** Does something that a file may not allow. */
import { JdasError } from "../errors.js";

/** @param faults what the user should know of it is added to them @returns undefined where it failed */
export function orFault<T>(faults: string[], work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof JdasError)) throw error;
    addFaults(faults, error);
    return undefined;
  }
}

/** As `orFault`, of what takes a while. */
export async function orFaultLater<T>(faults: string[], work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof JdasError)) throw error;
    addFaults(faults, error);
    return undefined;
  }
}

/** Each once. */
function addFaults(faults: string[], { message }: JdasError): void {
  for (const line of message.split("\n")) if (!faults.includes(line)) faults.push(line);
}
