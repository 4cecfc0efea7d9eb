import { describe, expect, it } from "vitest";
import { ConfigError } from "../../src/errors.js";
import { readDocument } from "../../src/config/document.js";
import { thrownBy } from "../thrownBy.js";

const TEXT = `title: A
list: [one, two]
section:
  inner: { key: 1 }
  other: &anchor { deep: 2 }
again: *anchor
nothing:
`;
const faultsOf = (text: string): string[] => {
  const error = thrownBy(() => readDocument(text, "a.yaml"));
  expect(error).toBeInstanceOf(ConfigError);
  return (error as ConfigError).message.split("\n");
};

describe("a YAML text", () => {
  it("is plain data", () => {
    expect(readDocument(TEXT, "a.yaml").content).toEqual({
      title: "A",
      list: ["one", "two"],
      section: { inner: { key: 1 }, other: { deep: 2 } },
      again: { deep: 2 },
      nothing: null,
    });
  });

  it.each([
    [["title"], "1:1"],
    [["list", 1], "2:13"],
    [["list", 7], "2:1"],
    [["section", "inner", "key"], "4:12"],
    [["section", "inner", "absent"], "4:3"],
    [["section", "absent", "deeper"], "3:1"],
    [["again", "deep"], "5:20"],
    [["nothing", "below"], "7:1"],
    [["absent"], "1:1"],
    [[], "1:1"],
  ])("knows where a key stands, or the nearest that holds it: %s", (path, place) => {
    const { place: placeOf, offset } = readDocument(TEXT, "a.yaml");
    expect(placeOf(path)).toBe(`a.yaml:${place}`);
    const [line, column] = place.split(":").map(Number);
    const before = TEXT.split("\n").slice(0, line - 1);
    expect(offset(path)).toBe(before.join("\n").length + (before.length > 0 ? 1 : 0) + column - 1);
  });

  it("tells every key that stands twice, in any section", () => {
    expect(faultsOf("a: 1\nb: { c: 1, d: 2, c: 3 }\na: 2\n")).toEqual([
      "a.yaml:3:1: a key that stands twice; expected each key once",
      "a.yaml:2:18: a key that stands twice; expected each key once",
    ]);
  });

  it("tells the first fault of form, and references that lead nowhere", () => {
    expect(faultsOf("a: [1, 2\nb: {\n")).toEqual([expect.stringMatching(/^a\.yaml:2:\d+: not YAML: .*; look for/)]);
    expect(faultsOf("files: *.nc\n")).toEqual([expect.stringContaining("1:8: *.nc without quotes")]);
  });

  it("tells of a reference to what it stands in", () => {
    expect(faultsOf("b: 1\na: &a [1, { c: *a }]\n")).toEqual([
      "a.yaml:2:16: *a, a reference to what it stands in itself; expected a value; write it out in the place of the reference",
    ]);
  });

  it("tells of references that multiply each other instead of writing them out", () => {
    const nine = (name: string) => `[${Array.from({ length: 9 }, () => name).join(", ")}]`;
    const bomb = ["b", "c", "d", "e"].map((name, i) => `${name}: &${name} ${nine(`*${"abcd"[i]}`)}\n`);
    expect(faultsOf(`a: &a ${nine("x")}\n${bomb.join("")}`)).toEqual([
      expect.stringMatching(/^a\.yaml:2:8: references that stand for too much/),
    ]);
  });

  it("takes an anchor again and again for the last node of that name before", () => {
    const text = "a: &n 1\nb: *n\nc: &n 2\nd: *n\n";
    expect(readDocument(text, "a.yaml").content).toEqual({ a: 1, b: 1, c: 2, d: 2 });
  });
});
