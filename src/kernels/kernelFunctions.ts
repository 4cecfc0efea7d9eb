/** The kernels that a compiled module exports, held to the table of kernels: the same names, as many arguments each. */
import { InputError } from "../errors.js";
import { KERNELS, type KernelName, LOOP } from "./kernelTable.js";

/** Takes the arguments of the table, then those of LOOP. */
export type KernelFunction = (...values: number[]) => void;

const names = Object.keys(KERNELS) as KernelName[];

/**
 * @param exports of an instance of the module @param file for messages
 * @returns the functions in the order of KERNELS
 * @throws InputError where a kernel is missing, takes another number of arguments, or is in no table
 */
export function kernelFunctions(exports: WebAssembly.Exports, file: string): KernelFunction[] {
  const functions = names.map((name) => {
    const kernel = exports[name];
    if (typeof kernel !== "function") throw otherModule(file, `it has no kernel "${name}"`, listOf(name));
    const expected = KERNELS[name].length + LOOP.length;
    if (kernel.length === expected) return kernel as KernelFunction;
    const found = `its kernel "${name}" takes ${kernel.length} arguments`;
    throw otherModule(file, found, `${expected}: ${listOf(name)}`);
  });
  const unknown = Object.keys(exports).find((name) => !Object.hasOwn(KERNELS, name));
  if (unknown !== undefined) throw otherModule(file, `it has a kernel "${unknown}"`, `only ${names.join(", ")}`);
  return functions;
}

function listOf(name: KernelName): string {
  return `${name}(${[...KERNELS[name], ...LOOP].join(", ")})`;
}

function otherModule(where: string, found: string, expected: string): InputError {
  const remedy = "run `npm run build`: the compiled kernels are those of another version";
  return new InputError({ where, found, expected, remedy });
}
