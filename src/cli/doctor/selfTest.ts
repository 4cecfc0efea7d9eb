/**
 * A day of a small twin, from its file to its figures, with the kernels that this machine would take, and once more with their
 * plain definitions: it shows that kernels, threads, netCDF and figures work here, and that both give the same fluxes.
 */
import { parseExperiment } from "../../config/parse.js";
import type { Evaluation } from "../../evaluation/evaluation.js";
import { silent } from "../../experiments/progress.js";
import { runExperiment } from "../../experiments/run.js";
import type { Surroundings } from "../../experiments/surroundings.js";
import { loadKernels } from "../../kernels/load.js";
import { missingFeature } from "../../kernels/support.js";
import { inTemporaryFolder } from "../temporaryFolder.js";
import { thisMachine } from "../thisMachine.js";
import type { Finding } from "./findings.js";

const EXPERIMENT = {
  title: "Self-test",
  output: "unused",
  period: { start: "2016-07-01", end: "2016-07-02" },
  grid: {
    name: "self-test",
    projection: "+proj=stere +lat_0=35 +lon_0=110 +R=6370000",
    columns: 12,
    rows: 12,
    spacingKm: 300,
    centre: [110, 35],
  },
  vertical: { sigma: [1, 0.9, 0.6, 0.3, 0], topHPa: 35 },
  timeStepMinutes: 60,
  meteorology: { source: "synthetic" },
  background: { source: "synthetic" },
  observations: { source: "synthetic", network: "towers" },
  twin: {},
  ensemble: { members: 8, lagDays: 1 },
};
/** Of the spread of the posterior: kernels compute with 32 bits, their definitions with 64 [1]. */
const TOLERANCE = 0.01;

export async function selfTest(): Promise<Finding> {
  const began = performance.now();
  const inSeconds = (): string => `in ${((performance.now() - began) / 1000).toFixed(1)} s`;
  try {
    const { kernels: _, forcingAhead: __, ...rest } = thisMachine();
    const own = await landFlux(thisMachine());
    const plain = await landFlux({
      ...rest,
      threads: 1,
      kernels: () => loadKernels(1, missingFeature() ?? "SIMD asked for"),
    });
    const apart = Math.abs(own.posterior - plain.posterior) / plain.posteriorSpread;
    const found = `a day of a twin with both kinds of kernels ${inSeconds()}, fluxes ${apart.toExponential(0)} spreads apart`;
    return { what: "self-test", state: apart < TOLERANCE ? "ok" : "missing", found };
  } catch (cause) {
    const [reason] = (cause instanceof Error ? cause.message : String(cause)).split("\n");
    return { what: "self-test", state: "missing", found: `failed ${inSeconds()}: ${reason}` };
  }
}

type Machine = Omit<Surroundings, "inputFolder" | "output" | "replace" | "progress">;

async function landFlux(machine: Machine) {
  const evaluation: Evaluation = await inTemporaryFolder("jdas-doctor-", (output) =>
    runExperiment(parseExperiment(JSON.stringify(EXPERIMENT), "self-test"), {
      inputFolder: output,
      output,
      replace: false,
      progress: silent,
      ...machine,
    }),
  );
  return evaluation.fluxes!.regions.find(({ region }) => region === "land")!;
}
