/**
 * What float32 costs: the model that everybody runs (float32 anomalies, SIMD kernels) beside its definition in float64,
 * from the same start through the same weather, all processes on. And whether the number of threads changes a bit.
 */
import { SECONDS_PER_HOUR } from "../constants.js";
import { laneLayout } from "../fields/ensemble.js";
import type { Kernels } from "../kernels/load.js";
import { createTransportModel, type TransportModel } from "../transport/transportModel.js";
import { toPpm } from "../units.js";
import { createDoubleModel, type DoubleModel } from "./doubleModel.js";
import { type Mixing, mixingNames } from "./forcing.js";
import { atLeast, atMost, type Finding } from "./finding.js";
import { createSummer, type Summer, SUMMER_START } from "./summer.js";

const TIME_STEP = 900;
/** The one lane of the float32 model and its padding. */
const LAYOUT = laneLayout(1);

function createSingle(summer: Summer, kernels: Kernels): TransportModel {
  const { grid, vertical, start, moleFraction } = summer;
  const reference = start.reduce((sum, value) => sum + value, 0) / start.length;
  const model = createTransportModel({
    grid,
    vertical,
    kernels,
    layout: LAYOUT,
    referenceMoleFraction: reference,
    timeStep: TIME_STEP,
  });
  const { lanes } = LAYOUT;
  start.forEach((value, i) => {
    model.state.data[i * lanes] = value - reference;
  });
  const { cells, positions, anomalies } = model.boundary;
  for (let i = 0; i < vertical.levels * positions; i++) {
    anomalies[i * lanes] = moleFraction(Math.floor(i / positions), cells[i % positions]) - reference;
  }
  return model;
}

/** The same start and boundary to the last bit of float32, as full mole fractions. */
function createDouble(summer: Summer, single: TransportModel): DoubleModel {
  const model = createDoubleModel(summer.grid, summer.vertical, TIME_STEP);
  const { data, reference } = single.state;
  model.state.forEach((_, i) => {
    model.state[i] = reference + data[i * LAYOUT.lanes];
  });
  model.boundary.forEach((_, i) => {
    model.boundary[i] = reference + single.boundary.anomalies[i * LAYOUT.lanes];
  });
  return model;
}

function setEmission(summer: Summer, time: number, model: TransportModel): void {
  summer.emission(time).forEach((value, cell) => {
    model.emission[cell * LAYOUT.lanes] = value;
  });
}

/** @param spacing of the grid [m] @param day hears of each day that is done */
export function precision(
  kernels: Kernels,
  mixing: Mixing,
  spacing: number,
  hours: number,
  day: (done: number) => void,
): Finding[] {
  const summer = createSummer(spacing);
  const single = createSingle(summer, kernels);
  const double = createDouble(summer, single);
  const forcing = summer.createForcing(mixing);
  for (let hour = 0; hour < hours; hour++) {
    const time = SUMMER_START + hour * SECONDS_PER_HOUR;
    const { flow, exchange, nonLocal } = forcing(time);
    setEmission(summer, time, single);
    double.emission.forEach((_, cell) => {
      double.emission[cell] = single.emission[cell * LAYOUT.lanes];
    });
    single.advance(flow, exchange, nonLocal);
    double.advance(flow, exchange, nonLocal);
    if ((hour + 1) % 24 === 0) day((hour + 1) / 24);
  }
  const { data, reference } = single.state;
  let [greatest, squares, moved] = [0, 0, 0];
  double.state.forEach((value, i) => {
    const difference = toPpm(reference + data[i * LAYOUT.lanes] - value);
    greatest = Math.max(greatest, Math.abs(difference));
    squares += difference * difference;
    moved += toPpm(value - summer.start[i]) ** 2;
  });
  const number = double.state.length;
  const subject = `float32 beside float64, ${mixingNames[mixing]}, ${hours} h, ${spacing / 1000} km`;
  return [
    atMost(subject, "largest difference", greatest, 1e-3, "ppm"),
    atMost(subject, "root mean square difference", Math.sqrt(squares / number), 3e-5, "ppm"),
    atLeast(subject, "root mean square change since the start", Math.sqrt(moved / number), 0.1, "ppm"),
  ];
}

/** @param one, two kernels on one and on two threads */
export function threadsAgree(one: Kernels, two: Kernels, spacing: number, hours: number): Finding[] {
  const summer = createSummer(spacing);
  const [first, second] = [one, two].map((kernels) => {
    const model = createSingle(summer, kernels);
    const forcing = summer.createForcing("acm2");
    for (let hour = 0; hour < hours; hour++) {
      const time = SUMMER_START + hour * SECONDS_PER_HOUR;
      const { flow, exchange, nonLocal } = forcing(time);
      setEmission(summer, time, model);
      model.advance(flow, exchange, nonLocal);
    }
    return { state: model.state.data, terms: model.budget.terms() };
  });
  const different = first.state.reduce((count, value, i) => count + (Object.is(value, second.state[i]) ? 0 : 1), 0);
  const budgets = (["end", "inflow", "emission"] as const).filter(
    (term) => !Object.is(first.terms[term][0], second.terms[term][0]),
  );
  const subject = `${one.threads} thread beside ${two.threads}, ACM2, ${hours} h, ${spacing / 1000} km`;
  return [
    atMost(subject, "values that differ in any bit", different, 0),
    atMost(subject, "terms of the carbon budget that differ in any bit", budgets.length, 0),
  ];
}
