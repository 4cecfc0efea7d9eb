/**
 * Values that flags and answers hold as text. Where one is none the error names the flag, which a person who was asked also
 * understands.
 */
import { ConfigError } from "../../errors.js";
import { formatDay, parseTime } from "../../time.js";

/** Turns a text into a value. @throws ConfigError where it is none */
export type Reading<T> = (text: string) => T | Promise<T>;

function wrong(flag: string, text: string, expected: string): ConfigError {
  return new ConfigError({ where: flag, found: text === "" ? "nothing" : `"${text}"`, expected });
}

/** One of some words, or its first letter. */
export function word<const W extends string>(flag: string, words: readonly W[]): Reading<W> {
  return (text) => {
    const found = words.find((one) => one === text || (text.length === 1 && one.startsWith(text)));
    if (found === undefined) throw wrong(flag, text, words.join(" or "));
    return found;
  };
}

export function number(flag: string, least: number, most: number, whole = false): Reading<number> {
  return (text) => {
    const value = text === "" ? Number.NaN : Number(text);
    if (value >= least && value <= most && (!whole || Number.isInteger(value))) return value;
    throw wrong(flag, text, `a ${whole ? "whole " : ""}number from ${least} to ${most}`);
  };
}

/** Two numbers with a comma or an x between them, such as `110,35` or `4000x3200`. */
export function pair(flag: string, expected: string, holds: (a: number, b: number) => boolean) {
  return (text: string): readonly [number, number] => {
    const parts = text.split(/[,x]/).map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
    if (parts.length !== 2 || !parts.every(Number.isFinite) || !holds(parts[0], parts[1])) {
      throw wrong(flag, text, expected);
    }
    return [parts[0], parts[1]];
  };
}

/** @returns ISO date */
export function day(flag: string): Reading<string> {
  return (text) => {
    const time = parseTime(text);
    if (time === undefined || formatDay(time) !== text) throw wrong(flag, text, "a day such as 2016-07-01");
    return text;
  };
}

export function someText(flag: string): Reading<string> {
  return (text) => {
    if (text.trim() === "") throw wrong(flag, text, "text");
    return text.trim();
  };
}

/** Names apart by blanks; a name with blanks in quotes. */
export function namesIn(text: string): string[] {
  return [...text.matchAll(/"([^"]+)"|'([^']+)'|(\S+)/g)].map(([, double, single, bare]) => double ?? single ?? bare);
}
