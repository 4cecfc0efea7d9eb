/** Reads records that this program keeps as JSON, each held against its form. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { InputError } from "../errors.js";
import { unreadable } from "../io/unreadable.js";

/** What messages say of a record that cannot be used. */
export interface RecordInWords {
  readonly expected: string;
  readonly remedy: string;
}

/** @throws InputError where the file cannot be read, is no JSON, or is of another form */
export function readJsonRecord<Content>(
  path: string,
  form: z.ZodType<Content>,
  { expected, remedy }: RecordInWords,
): Content {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    throw unreadable(path, cause, expected);
  }
  try {
    return form.parse(JSON.parse(text));
  } catch (cause) {
    const found = cause instanceof z.ZodError ? formFaults(cause) : `no JSON: ${String(cause)}`;
    throw new InputError({ where: path, found, expected, remedy }, { cause });
  }
}

/** In one line. */
export function formFaults(error: z.ZodError): string {
  return z.prettifyError(error).replaceAll("\n", " ");
}
