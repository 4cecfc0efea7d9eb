import { expect, it } from "vitest";
import { groupLevels, levelsOf } from "../../src/filters/levelGroups.js";
import type { Reach } from "../../src/filters/localization.js";
import type { StateBlock } from "../../src/filters/stateBlock.js";

const block = (name: string, levels: number): StateBlock => ({ name, data: new Float32Array(0), levels, cells: 0 });
const reach = (): Reach => ({ cells: new Int32Array(0), tapers: new Float64Array(0) });

it("joins the levels that every observation reaches alike, of any block", () => {
  const levels = levelsOf([block("air", 3), block("flux", 1)]);
  const [a, b, c] = [reach(), reach(), reach()];
  const groups = groupLevels(levels, [
    [a, a, a, a],
    [b, c, b, b],
  ]);
  const names = groups.map((group) => group.levels.map(({ block: { name }, level }) => `${name} ${level}`));
  expect(names).toEqual([["air 0", "air 2", "flux 0"], ["air 1"]]);
  expect(groups.map(({ reaches }) => reaches)).toEqual([
    [a, b],
    [a, c],
  ]);
});

it("has no groups without levels", () => {
  expect(groupLevels([], [[]])).toEqual([]);
});
