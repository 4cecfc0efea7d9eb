/** Every function of the public API has an example in its docstring, with right types, that runs and gives what it says. */
import { beforeAll, describe, expect, it } from "vitest";
import { compileFaults } from "./compile.js";
import { publicFunctions } from "./publicFunctions.js";
import { runExample } from "./runExample.js";
import { enterWorkingFolder } from "./workingFolder.js";

beforeAll(enterWorkingFolder);

const functions = publicFunctions();
const examples = functions.flatMap(({ name, file, examples: codes }) =>
  codes.map((code, index) => ({ name: index === 0 ? name : `${name}-${index + 1}`, file, code })),
);

describe("examples of public functions", () => {
  it("are there for each of them", () => {
    const without = functions.filter((each) => each.examples.length === 0).map(({ name, file }) => `${file}: ${name}`);
    expect(without).toEqual([]);
  });

  it("have right types", () => {
    expect(compileFaults(new Map(examples.map(({ name, code }) => [name, code])))).toEqual([]);
  });

  it.each(examples)("$name of $file", async ({ code }) => {
    await expect(runExample(code)).resolves.toBeUndefined();
  });
});

describe("an example that is wrong", () => {
  it("fails where a value is not what it says", async () => {
    await expect(runExample('import { toPpm } from "openjdas";\ntoPpm(4e-4); // => 401')).rejects.toThrow("401");
  });

  it("fails where its types are wrong", () => {
    const faults = compileFaults(new Map([["wrong", 'import { toPpm } from "openjdas";\ntoPpm("4e-4");']]));
    expect(faults).toEqual([expect.stringMatching(/^wrong\.example\.ts:2: .*string.*number/)]);
  });
});
