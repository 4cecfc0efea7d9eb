/** The exports of a compiled module against the table of kernels; modules of any exports are made here. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import { kernelFunctions } from "../../src/kernels/kernelFunctions.js";
import { KERNELS, type KernelName, LOOP } from "../../src/kernels/kernelTable.js";
import { thrownBy } from "../thrownBy.js";
import { kernelsForTests } from "./kernelsForTests.js";

const kernels = await kernelsForTests(1, "WebAssembly SIMD");

const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const [I32, FUNCTION] = [0x7f, 0x60];

/** Unsigned LEB128. */
function length(n: number): number[] {
  return n < 128 ? [n] : [(n & 127) | 128, ...length(n >> 7)];
}

const list = (items: readonly (readonly number[])[]): number[] => [...length(items.length), ...items.flat()];
const section = (id: number, body: readonly number[]): number[] => [id, ...length(body.length), ...body];

/** The exports of a module of functions that do nothing, from their names and numbers of arguments (i32). */
function exportsOf(functions: Readonly<Record<string, number>>): WebAssembly.Exports {
  const entries = Object.entries(functions);
  const bytes = Uint8Array.from([
    ...HEADER,
    ...section(1, list(entries.map(([, count]) => [FUNCTION, ...list(Array.from({ length: count }, () => [I32])), 0]))),
    ...section(3, list(entries.map((_, i) => [i]))),
    ...section(7, list(entries.map(([name], i) => [...list([...Buffer.from(name)].map((byte) => [byte])), 0, i]))),
    ...section(10, list(entries.map(() => [2, 0, 0x0b]))),
  ]);
  return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
}

const right = Object.fromEntries(Object.entries(KERNELS).map(([name, args]) => [name, args.length + LOOP.length]));
const faultOf = (functions: Readonly<Record<string, number>>): unknown =>
  thrownBy(() => kernelFunctions(exportsOf(functions), "build/a.wasm"));

describe("the exports of a compiled module", () => {
  it("are taken in the order of the table, whatever theirs is", () => {
    const exports = exportsOf(Object.fromEntries(Object.entries(right).toReversed()));
    expect(kernelFunctions(exports, "")).toEqual(Object.keys(KERNELS).map((name) => exports[name]));
  });

  it("must have every kernel", () => {
    const { letkfUpdate: _, ...rest } = right;
    const fault = faultOf(rest);
    expect(fault).toBeInstanceOf(InputError);
    expect(String(fault)).toContain(
      'build/a.wasm: it has no kernel "letkfUpdate"; expected letkfUpdate(levels, levelCount, cells, tapers, ' +
        "observations, members, lanes, scaled, departures, status, first, last, scratch); run `npm run build`",
    );
  });

  it("must take as many arguments", () => {
    const fault = faultOf({ ...right, boundMembers: 7 });
    expect(fault).toBeInstanceOf(InputError);
    expect(String(fault)).toContain(
      'its kernel "boundMembers" takes 7 arguments; expected 8: boundMembers(members, lanes, lower, upper, value, ' +
        "first, last, scratch)",
    );
  });

  it("must have no other", () => {
    const fault = faultOf({ ...right, advectSideways: 4 });
    expect(fault).toBeInstanceOf(InputError);
    expect(String(fault)).toContain('it has a kernel "advectSideways"; expected only addMoments, advectX, ');
  });

  it("are right in the module that ships, and name their arguments as its source does", () => {
    const source = ["advection", "column", "deepConvection", "ensrf", "horizontalDiffusion", "inflation", "letkf"]
      .concat("members", "totals")
      .map((file) => readFileSync(new URL(`../../kernels/${file}Kernel.ts`, import.meta.url), "utf8"))
      .join("\n");
    for (const name of Object.keys(KERNELS) as KernelName[]) {
      const [, parameters] = new RegExp(`export function ${name}\\(([^)]*)\\)`).exec(source) ?? [];
      expect([...parameters.matchAll(/(\w+):/g)].map(([, parameter]) => parameter)).toEqual([
        ...KERNELS[name],
        ...LOOP,
      ]);
    }
  });
});

describe("a launch", () => {
  it("must name a kernel and give as many numbers as it takes, or does not compile", () => {
    const wrong = [
      // @ts-expect-error no such kernel
      () => kernels.run("advectSideways", 1),
      // @ts-expect-error one number is missing
      () => kernels.run("boundMembers", 1, 3, 4, 0, 0),
      // @ts-expect-error one number too many
      () => kernels.run("boundMembers", 1, 3, 4, 0, 0, 0, 0),
    ];
    expect(wrong).toHaveLength(3);
  });
});
