/** Runs that do not reach their end: an ensemble that diverges, and Ctrl-C. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  hasTerminal,
  jdas,
  jdasOnTerminal,
  jdasSucceeds,
  readEvaluation,
  readNumbers,
  smallTwin,
  start,
  temporaryFolder,
  writeExperiment,
} from "./jdas.js";

const folder = temporaryFolder();
const STACK = /^\s+at .*:\d+:\d+/m;

async function expectPartial(out: string, day: string): Promise<void> {
  const run = JSON.parse(readFileSync(join(folder, out, "run.json"), "utf8")) as { finished?: string };
  expect(run.finished).toBeUndefined();
  expect(readdirSync(join(folder, out)).filter((name) => name.endsWith(".partial"))).toEqual([]);
  const { co2 } = await readNumbers(join(folder, out, `concentration_${day}.nc`), "co2");
  expect(co2.every((value) => value > 300 && value < 1000)).toBe(true);
  const evaluated = await jdasSucceeds(folder, "evaluate", out);
  expect(evaluated.stdout).toContain("the rest of the run: it was stopped, or goes on");
  expect(evaluated.stdout).toContain("Columns: simulated minus reference");
  expect(readEvaluation(join(folder, out)).finished).toBe(false);
}

describe("the published flux forecast", () => {
  const run = async (name: string, beta: number, lastDay: string) => {
    writeExperiment(folder, `${name}.yaml`, {
      ...smallTwin,
      output: name,
      period: { start: "2016-07-01", end: lastDay },
      ensemble: { form: "paper", members: 8, beta },
    });
    const outcome = await jdas(folder, "run", `${name}.yaml`);
    expect(outcome.code).toBe(1);
    expect(outcome.stdout).toBe("");
    expect(outcome.stderr).toContain("the ensemble has diverged");
    expect(outcome.stderr).toContain(
      'use the ensemble form "persistent", a bound on the factor (ensemble.factorBound) or a beta below 20',
    );
    expect(outcome.stderr).not.toMatch(STACK);
    return outcome;
  };

  it("with beta 80 diverges within five days, as is known of it, and its guard says when", async () => {
    const { stderr } = await run("beta80", 80, "2016-07-06");
    expect(stderr).toMatch(/jdas: NumericalError\n {2}flux ensemble "paper" at 2016-07-0[1-5]T\d\d:00Z/);
  });

  it("with beta 400 diverges on the first day, which leaves a folder that can be evaluated", async () => {
    const { stderr } = await run("beta400", 400, "2016-07-03");
    expect(stderr).toContain('flux ensemble "paper" at 2016-07-01T');
    expect(stderr).toContain("The run was stopped. Nothing had been computed.");
    const evaluated = await jdasSucceeds(folder, "evaluate", "beta400");
    expect(evaluated.stdout).toContain("the rest of the run: it was stopped, or goes on");
  });

  it("with beta 40 diverges later, and the days before stay", async () => {
    const { stderr } = await run("beta40", 40, "2016-07-13");
    expect(stderr).toContain("AN, 8 members: 2016-07-01 done");
    expect(stderr).toContain('The days that were done stay in beta40/: "jdas evaluate beta40" shows them.');
    await expectPartial("beta40", "20160701");
    const reason = /^flux ensemble "paper" at 2016-07-\d\dT\d\d:00Z: the ensemble has diverged/;
    const { stopped } = JSON.parse(readFileSync(join(folder, "beta40", "run.json"), "utf8")) as { stopped?: string };
    expect(stopped).toMatch(reason);
    const evaluation = readEvaluation(join(folder, "beta40"));
    expect(evaluation.stopped).toBe(stopped);
    expect(evaluation.statements[0]).toContain(`The run was stopped. ${stopped}`);
    expect(evaluation.observations?.fates.assimilated).toBeGreaterThan(0);
    const days = readdirSync(join(folder, "beta40")).filter((name) => name.startsWith("flux_2"));
    expect(days.length).toBeGreaterThan(0);
    expect(evaluation.fluxes?.regions.find(({ region }) => region === "land")?.days).toBe(days.length);
  });
});

const terminal = hasTerminal();
if (!terminal) console.warn('skipped "on a terminal": no `script` of util-linux here');

describe("on a terminal", () => {
  it.runIf(terminal)("a run that fails ends, and gives the cursor and long lines back", async () => {
    writeExperiment(folder, "terminal.yaml", {
      ...smallTwin,
      output: "terminal",
      ensemble: { form: "paper", members: 8, beta: 400 },
    });
    const { code, stdout } = await jdasOnTerminal(folder, "run", "terminal.yaml");
    expect(code).toBe(1);
    expect(stdout).toContain("AN, 8 members");
    expect(stdout).toContain("░░░░");
    expect(stdout).not.toContain("done (");
    expect(stdout).toContain("the ensemble has diverged");
    const [hide, show, cut, wrap] = ["?25l", "?25h", "?7l", "?7h"].map((order) =>
      stdout.lastIndexOf(`\u001b[${order}`),
    );
    expect(show).toBeGreaterThan(hide);
    expect(wrap).toBeGreaterThan(cut);
    expect(stdout.indexOf("jdas: NumericalError")).toBeGreaterThan(show);
  });
});

describe("Ctrl-C", () => {
  it("ends a run between two hours; what is done can be evaluated, and the run be replaced", async () => {
    writeExperiment(folder, "long.yaml", { ...smallTwin, period: { start: "2016-07-01", end: "2016-07-30" } });
    const running = start(folder, "run", "long.yaml");
    await running.says("2016-07-02 done");
    const second = await jdas(folder, "run", "long.yaml", "--resume");
    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(
      /out: process \d+ on .* works in it; expected .*; wait for it, .* remove .*run\.lock/,
    );
    const before = Date.now();
    running.interrupt();
    const { code, stdout, stderr } = await running.outcome;
    expect(Date.now() - before).toBeLessThan(5000);
    expect(code).toBe(130);
    expect(stdout).toBe("");
    expect(stderr).toContain(
      'jdas: interrupted. The days that were done stay in out/: "jdas evaluate out" shows them.',
    );
    await expectPartial("out", "20160702");

    const again = await jdas(folder, "run", "long.yaml");
    expect(again.code).toBe(1);
    expect(again.stderr).toMatch(/a run of this configuration of .*, not finished;/);
    const replacing = start(folder, "run", "long.yaml", "--replace");
    await replacing.says("2016-07-01 done");
    expect(readdirSync(join(folder, "out"))).not.toContain("evaluation.json");
    replacing.interrupt("SIGTERM");
    expect((await replacing.outcome).code).toBe(143);
    expect(readdirSync(join(folder, "out"))).not.toContain("run.lock");
  });

  it("or a terminal that closes, while a run is set up, leaves nothing", async () => {
    writeExperiment(folder, "begun.yaml", { ...smallTwin, output: "begun" });
    const running = start(folder, "run", "begun.yaml");
    await running.says("Set-up: ");
    running.interrupt("SIGHUP");
    const { code, stderr } = await running.outcome;
    expect(code).toBe(129);
    expect(stderr).toMatch(
      /\njdas: interrupted\. (Nothing had been computed\. Run it again\.|The days that were done .*)\n$/,
    );
    expect(existsSync(join(folder, "begun", "run.lock"))).toBe(false);
  });
});
