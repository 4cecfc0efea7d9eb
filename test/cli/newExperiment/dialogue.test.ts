/** Questions of `jdas init`, with a person who answers from a list. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterAll, describe, expect, it } from "vitest";
import { personAt, type Person, Unanswered } from "../../../src/cli/newExperiment/dialogue.js";
import { gather, type InitFlags } from "../../../src/cli/newExperiment/gather.js";
import { experimentText } from "../../../src/cli/newExperiment/text.js";
import { parseExperiment } from "../../../src/config/parse.js";
import { standardRegistry } from "../../../src/products/registry.js";
import { liteVariables, writeLite } from "../../observations/sources/liteFile.js";

const folder = mkdtempSync(join(tmpdir(), "openjdas-init-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** @returns what was gathered, the questions that were asked and what was said of answers */
async function interview(answers: readonly string[], flags: InitFlags = {}) {
  const left = [...answers];
  const asked: string[] = [];
  const said: string[] = [];
  const person: Person = {
    async ask(question) {
      asked.push(question);
      const answer = left.shift();
      if (answer === undefined) throw new Unanswered("no answer");
      return answer;
    },
    say: (line) => void said.push(line),
  };
  const experiment = await gather(flags, "new", { registry: standardRegistry, folder, person });
  expect(left).toEqual([]);
  const text = experimentText(experiment, "./s.json", "test");
  return { experiment, asked, said, config: parseExperiment(text, "new.yaml").config };
}

describe("the questions", () => {
  it("have an answer that Enter alone gives, of a twin", async () => {
    const { config, asked, said } = await interview(Array<string>(9).fill(""));
    expect(asked[0]).toMatch(/^A twin experiment, .* \[twin\]: $/);
    expect(config.twin).toBeDefined();
    expect(config).toMatchObject({ grid: "china-64km", title: "A twin experiment", output: "runs/new" });
    expect(said).toEqual([]);
  });

  it("are asked again where an answer is none, and are not asked where a flag has said it", async () => {
    const answers = ["t", "n", "110,95", "110,35", "100", "300x300", "3000x2000", "2016-07-32", "2016-08-01", "", "1"];
    const { experiment, asked, said } = await interview(answers, { days: "5", members: "8", title: "Mine" });
    expect(experiment.grid).toEqual({ centre: [110, 35], columns: 30, rows: 20, spacingKm: 100 });
    expect(experiment.period).toEqual({ start: "2016-08-01", end: "2016-08-06", spinUpDays: 1 });
    expect(experiment.output).toBe("1");
    expect(said).toHaveLength(3);
    expect(said[0]).toContain('--centre: "110,95"; expected longitude,latitude of the middle');
    expect(asked.some((question) => /Members|Title|Number of days/.test(question))).toBe(false);
  });

  it("take files of several products, and ask for what the files do not tell", async () => {
    const lite = await writeLite(liteVariables());
    writeFileSync(join(folder, "columns of mine.dat"), "no netCDF\n");
    const flux = join(folder, "flux.dat");
    writeFileSync(flux, "no netCDF\n");
    const { experiment, said, config, asked } = await interview([
      "real",
      `${lite} "${join(folder, "columns of mine.dat")}"`,
      "mine",
      "wdcgg",
      "yes",
      "",
      flux,
      "netcdf",
      "[1, 2]",
      "nee",
      "",
      "",
      "",
      "",
      "",
      "2009-09-01",
      "3",
      "",
      "",
      "",
      "",
    ]);
    expect(experiment.observations.map(({ source }) => source)).toEqual(["lite", "wdcgg"]);
    expect(config.observations).toMatchObject({ source: "lite", also: [{ source: "wdcgg" }] });
    expect(config.fluxes.biosphere).toMatchObject({ source: "netcdf", files: [flux], variable: "nee" });
    expect(config.background.source).toBe("retrieval-priors");
    expect(said[0]).toContain('"mine"; expected lite or l2-standard');
    expect(asked.find((question) => question.startsWith("fluxes.biosphere.variable"))).toBeDefined();
    expect(said).toHaveLength(2);
  });
});

describe("without a person", () => {
  const around = { registry: standardRegistry, folder, person: undefined };
  const faultOf = async (flags: InitFlags): Promise<string> =>
    String(await gather(flags, "new", around).catch((error: unknown) => error));

  it("what is usual is taken, and flags that are none are told", async () => {
    expect((await gather({}, "new", around)).members).toBe(50);
    writeFileSync(join(folder, "unknown.nc"), "no netCDF\n");
    const unknown = join(folder, "unknown.nc");
    const faults: [InitFlags, string | RegExp][] = [
      [{ weather: [unknown] }, /--weather .*unknown\.nc: no product knows the files; expected files of one of gridded/],
      [{ ocean: ["none*.nc"] }, "no file of that pattern"],
      [{ real: true }, "--observations: none; expected files of columns"],
      [{ members: "1000" }, '--members: "1000"; expected a whole number from 4'],
      [{ start: "July" }, '--start: "July"; expected a day such as 2016-07-01'],
      [{ centre: "110" }, "expected longitude,latitude of the middle"],
      [{ centre: "110,35", size: "100x100" }, "8 to 1000 cells of 64 km"],
      [{ centre: "110,35", domain: "china-64km" }, "--centre beside it"],
      [{ size: "3000x2000" }, "--size: the domain china-64km, which has its own; expected --centre beside it"],
      [{ domain: "china" }, '--domain: "china"; expected china-64km'],
      [{ twin: true, observations: ["x.nc4"] }, "a truth of its own"],
    ];
    for (const [flags, told] of faults) expect(await faultOf(flags)).toMatch(told);
  });

  it("texts of any kind arrive as they are", async () => {
    const flags = { title: 'Said "anew": # 1', output: "2016" };
    const section = { source: "lite", title: "Lite", files: ["1.5", "a, b.dat", "*.nc4", "true"], more: {} };
    const experiment = await gather(flags, "new", around);
    const text = experimentText({ ...experiment, twin: false, observations: [section] }, "./s.json", "test");
    const { config } = parseExperiment(text, "new.yaml");
    expect(config).toMatchObject({ title: flags.title, output: "2016", observations: { files: section.files } });
  });
});

describe("a person at a terminal", () => {
  it("may type ahead, and may leave", async () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const person = personAt(input, output);
    input.write("one\ntwo\n");
    expect(await person.ask("first? ")).toBe("one");
    expect(await person.ask("second? ")).toBe("two");
    const third = person.ask("third? ");
    input.end();
    await expect(third).rejects.toThrow(Unanswered);
    await expect(person.ask("fourth? ")).rejects.toThrow(Unanswered);
    expect(String(output.read())).toContain("first? second? third? ");
  });
});
