import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { namePattern } from "../../src/io/namePattern.js";

/** By a regular expression, which may take for ever: short names alone. */
function byExpression(pattern: string): RegExp {
  const source = pattern.replaceAll(/[\s\S]/gu, (c) =>
    c === "*" ? "[\\s\\S]*" : c === "?" ? "[\\s\\S]" : c.replace(/[.+^${}()|[\]\\]/, "\\$&"),
  );
  return new RegExp(`^${pattern.startsWith(".") ? "" : "(?!\\.)"}${source}$`, "u");
}

describe("a pattern of names", () => {
  it.each([
    ["a[b-d]e", "ace", true],
    ["a[!b-d]e", "ace", false],
    ["a[!b-d]e", "aze", true],
    ["a[b-]e", "a-e", true],
    ["a[-b]e", "a-e", true],
    ["a[!]e", "a!e", true],
    ["a[b", "a[b", true],
    ["[.]a", ".a", false],
    ["*.nc", "ä漢😀.nc", true],
    ["?.nc", "😀.nc", true],
    ["a.c", "abc", false],
  ])("%s and %s: %s", (pattern, name, expected) => {
    expect(namePattern(pattern)(name)).toBe(expected);
  });

  it("matches as a regular expression of the same meaning does", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", ".", "*", "?", "+", "\\", "漢"), maxLength: 8 });
    fc.assert(
      fc.property(text, text, (pattern, name) => {
        expect(namePattern(pattern)(name)).toBe(byExpression(pattern).test(name));
      }),
      { numRuns: 2000 },
    );
  });

  it("takes no time with many stars", () => {
    const isMeant = namePattern(`${"*a".repeat(40)}b`);
    const before = process.cpuUsage();
    for (let i = 0; i < 100; i++) expect(isMeant("a".repeat(255))).toBe(false);
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(2);
  });
});
