/** What nature guarantees, in random winds that blow through all sides of a small box, mixing and emission included. */
import { laneLayout } from "../fields/ensemble.js";
import { sigmaCoordinate } from "../grids/verticalCoordinate.js";
import type { Kernels } from "../kernels/load.js";
import { randomField } from "../random.js";
import { createTransportModel } from "../transport/transportModel.js";
import { box, randomFlow } from "./airFlows.js";
import { atLeast, atMost, type Finding } from "./finding.js";

const TIME_STEP = 900;
const COURANT_NUMBERS = [0.5, 1.5, 3];
const SEEDS = 8;
const AMPLITUDE = Math.fround(2e-5);
const REFERENCE = 4e-4;
/** Lanes: uniform, white noise, single cells in a void. */
const LANES = 4;

/** @returns findings for each Courant number, the worst of several winds */
export function randomWinds(kernels: Kernels): Finding[] {
  const vertical = sigmaCoordinate("five layers", [1, 0.99, 0.95, 0.8, 0.5, 0], 5000);
  const domain = box(9, 7, vertical.levels);
  const model = createTransportModel({
    grid: domain,
    vertical,
    kernels,
    layout: laneLayout(LANES),
    referenceMoleFraction: REFERENCE,
    timeStep: TIME_STEP,
  });
  const { data } = model.state;
  const uniform = Math.fround(1e-5);
  const fill = (array: Float32Array, seed: number): void => {
    const random = randomField(seed, "test");
    for (let i = 0; i < array.length; i += LANES) {
      array[i] = uniform;
      array[i + 1] = AMPLITUDE * (2 * random.uniform(i) - 1);
      array[i + 2] = random.uniform(i + 1) < 0.1 ? AMPLITUDE : 0;
    }
  };
  return COURANT_NUMBERS.flatMap((courant) => {
    let [unevenness, overshoot, undershoot, residual, change] = [0, 0, 0, 0, Infinity];
    for (let seed = 1; seed <= SEEDS; seed++) {
      const flow = randomFlow(domain, seed, courant, TIME_STEP);
      const random = randomField(seed, "test");
      const exchange = Float64Array.from(
        { length: (domain.levels + 1) * domain.cells },
        (_, i) => 1e8 * 10 ** (6 * random.uniform(i) - 3),
      );
      fill(data, seed);
      fill(model.boundary.anomalies, seed + SEEDS);
      model.emission.fill(0);
      model.begin(flow.airMass);
      model.advance(flow, exchange);
      for (let i = 0; i < data.length; i += LANES) {
        unevenness = Math.max(unevenness, Math.abs(data[i] / uniform - 1));
        overshoot = Math.max(overshoot, Math.max(Math.abs(data[i + 1]), data[i + 2]) / AMPLITUDE - 1);
        undershoot = Math.max(undershoot, -data[i + 2] / AMPLITUDE);
      }
      // once more with emission, for the budget alone
      for (let i = 0; i < model.emission.length; i++) model.emission[i] = 1e-5 * random.uniform(i);
      model.begin(flow.airMass);
      model.advance(flow, exchange);
      const terms = model.budget.terms();
      for (let lane = 0; lane < LANES; lane++) {
        residual = Math.max(residual, Math.abs(terms.residual[lane] / terms.end[lane]));
        change = Math.min(change, Math.abs(terms.end[lane] / terms.start[lane] - 1));
      }
    }
    const subject = `random winds, Courant ${courant}`;
    return [
      atMost(subject, "unevenness of a uniform field", unevenness, 0),
      atMost(subject, "overshoot beyond the range", overshoot, 1e-6),
      atMost(subject, "negative mole fraction in a void", undershoot, 1e-6),
      atMost(subject, "residual of the carbon budget", residual, 1e-9),
      atLeast(subject, "change of the carbon in an hour", change, 1e-6),
    ];
  });
}
