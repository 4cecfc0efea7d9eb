/** Inputs of a run that goes on: those that it began with, all of them. */
import { expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import { checkInputs } from "../../src/experiments/resumption.js";
import type { RunRecord } from "../../src/runs/recordFile.js";

const file = (path: string, sha256: string) => ({ path, bytes: 1, sha256 });
const [one, two, changed, third] = [file("a.nc", "1"), file("b.nc", "2"), file("b.nc", "3"), file("c.nc", "4")];
const began = { inputs: [one, two] } as unknown as RunRecord;

it("the same files are right, wherever they lie, and more of them where the period is longer", () => {
  expect(() => checkInputs(began, [one, file("elsewhere/b.nc", "2")], false)).not.toThrow();
  expect(() => checkInputs(began, [one, two, third], true)).not.toThrow();
});

it.each([
  ["one that is gone from a pattern", [one], false, /^b\.nc: not what it was when the run began, or not there;/],
  ["one that has changed, said once", [one, changed], false, /^b\.nc: not what it was[^\n]*$/],
  ["one that has joined", [one, two, third], false, /^c\.nc: a file that the run did not begin with;[^\n]*$/],
  ["one that is gone from a longer period", [one, third], true, /^b\.nc: not what it was[^\n]*$/],
] as const)("refused: %s", (_, inputs, isExtended, message) => {
  expect(() => checkInputs(began, inputs, isExtended)).toThrow(InputError);
  expect(() => checkInputs(began, inputs, isExtended)).toThrow(message);
});
