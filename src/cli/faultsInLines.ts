/** How a command tells what a user can mend. */
import type { JdasError } from "../errors.js";

export function faultsInLines({ name, message }: JdasError): string {
  return `\njdas: ${name}\n${message.replace(/^/gm, "  ")}\n`;
}
