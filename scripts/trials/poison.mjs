/** A number that is none in the mole fraction of a stage: the run stops, says where, and writes none of it. */
import { join } from "node:path";
import { silent } from "../../dist/experiments/progress.js";
import { runExperiment } from "../../dist/experiments/run.js";
import { NumericalError } from "../../dist/errors.js";
import { loadKernels } from "../../dist/kernels/load.js";
import { parseExperiment } from "../../dist/config/parse.js";
import { readRunRecord } from "../../dist/runs/recordFile.js";
import { expect, expectFiniteFields, expectResumes, experiment, writeExperiment } from "./shared.mjs";

const STAGES = ["truth", "analysis", "posterior"];
const HOUR = 3600;

/** @type {import("./shared.mjs").Trial} */
export async function poisonTrial(folder, reference, draw) {
  const stage = STAGES[Math.floor(draw() * STAGES.length)];
  const time = Date.parse("2016-07-01") / 1000 + HOUR * Math.floor(70 * draw());
  const [atRow, atLane] = [draw(), draw()];
  const value = [Number.NaN, Infinity, -Infinity][Math.floor(3 * draw())];
  let message = "";
  try {
    await runExperiment(parseExperiment(JSON.stringify(experiment), "trial.yaml"), {
      inputFolder: folder,
      output: join(folder, "out"),
      replace: false,
      progress: silent,
      kernels: loadKernels,
      threads: 1,
      program: readRunRecord(reference.folder).versions.program,
      node: process.version,
      now: () => new Date(),
      recorders: (of) => [
        {
          hour({ time: present, state: { data, rows, layout } }) {
            if (of !== stage || present !== time) return;
            // Members and CTRL, or perturbed analyses after them; else a run has one lane, and others fill up the row.
            const { first, count } = layout.perturbed ?? { first: layout.members, count: 1 };
            const used = of === "analysis" ? first + count : 1;
            data[Math.floor(atRow * rows) * layout.lanes + Math.floor(atLane * used)] = value;
          },
        },
      ],
    });
  } catch (error) {
    if (!(error instanceof NumericalError)) throw error;
    ({ message } = error);
  }
  const where = `${value} in ${stage} at ${new Date(1000 * time).toISOString()}`;
  expect(message !== "", `${where}: the run went on`);
  const record = readRunRecord(join(folder, "out"));
  expect(record.stopped === message, `${where}: the record does not say why the run was stopped`);
  await expectFiniteFields(join(folder, "out"));
  writeExperiment(folder);
  await expectResumes(folder, reference);
}
