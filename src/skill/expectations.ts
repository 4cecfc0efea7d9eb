/**
 * What the truths of the set "core" lead one to expect of `jdas twin`: of every score the least and the most of them. Kept in
 * a small file of its own, which ships with the program.
 */
import { z } from "zod";
import { InputError } from "../errors.js";
import type { Interval } from "./interval.js";
import { type Kind, kinds, scoreDecimals, type ScoreName } from "./scores.js";
import { casesOf, type KnownCase, summarise } from "./summary.js";

export interface Expectation {
  /** Truths that were run. */
  readonly truths: number;
  /** Of scores that all of these have. */
  readonly ranges: Readonly<Partial<Record<ScoreName, Interval>>>;
}

export type Expectations = Readonly<Partial<Record<Kind, Expectation>>>;

const names = Object.keys(scoreDecimals) as ScoreName[];
const expectation = z.strictObject({
  truths: z.int().min(1),
  ranges: z.partialRecord(z.enum(names), z.tuple([z.number(), z.number()])),
});
const expectations = z.partialRecord(z.enum(kinds), expectation);

/** @param cases of any set */
export function expectationsOf(cases: readonly KnownCase[]): Expectations {
  return Object.fromEntries(
    kinds.flatMap((kind) => {
      const own = casesOf(cases, { set: "core", kind }).filter(({ result }) => result.stopped === undefined);
      if (own.length === 0) return [];
      const ranges = names.flatMap((name) => {
        const { truths, least, most } = summarise(own, name);
        return truths.length === own.length ? [[name, [least, most]]] : [];
      });
      return [[kind, { truths: own.length, ranges: Object.fromEntries(ranges) }]];
    }),
  );
}

export function expectationsJson(expected: Expectations): string {
  return `${JSON.stringify(expected, null, 1)}\n`;
}

/** @param file for messages @throws InputError where the text is of another form */
export function parseExpectations(text: string, file: string): Expectations {
  try {
    return expectations.parse(JSON.parse(text));
  } catch (cause) {
    throw new InputError(
      {
        where: file,
        found: cause instanceof z.ZodError ? z.prettifyError(cause).replaceAll("\n", " ") : String(cause),
        expected: "what npm run skill wrote",
        remedy: "install the program again",
      },
      { cause },
    );
  }
}
