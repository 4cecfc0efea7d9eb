/** The error of a file that the operating system does not hand over. */
import { InputError } from "../errors.js";

/** What the operating system's refusals mean to a reader of the message. */
const REFUSALS: Readonly<Record<string, { readonly found: string; readonly remedy: string }>> = {
  ENOENT: { found: "no such file", remedy: "check the path" },
  ENOTDIR: { found: "no such file", remedy: "check the path" },
  ELOOP: { found: "links that lead to each other", remedy: "check the links" },
  ENAMETOOLONG: { found: "a name that is too long", remedy: "check the path" },
  EISDIR: { found: "a folder", remedy: "name a file in it" },
  EACCES: { found: "no permission to read it", remedy: "change its permissions" },
};

/** @param cause what `node:fs` threw when a file was to be read @param expected what the file should have been */
export function unreadable(path: string, cause: unknown, expected: string): InputError {
  const code = (cause as NodeJS.ErrnoException).code ?? "";
  const { found, remedy } = REFUSALS[code] ?? {
    found: `it cannot be read: ${String(cause)}`,
    remedy: "check the disk",
  };
  return new InputError({ where: path, found, expected, remedy }, { cause });
}
