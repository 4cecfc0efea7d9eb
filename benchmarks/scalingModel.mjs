/**
 * What ranks bring: a model of one hour of the analysis as rank 0, for which all others wait, goes through it, from pieces that
 * were measured on china-64km. Prints the tables of docs/clusters.md, where it is said how they were measured.
 *
 *   node benchmarks/scalingModel.mjs
 */
import { dealLanes, mostRanks } from "../dist/experiments/ranks/laneShares.js";

/** @typedef {{ name: string, cells: number, perimeter: number, steps: number }} Domain `steps` of an hour */
/** @typedef {{ members: number, ranks: number, threads: number, following: boolean }} Job `following`: whether there is FC */
/** @typedef {{ transport: number, exchange: number, alone: number, following: number }} Hour [s] */

const LEVELS = 15;
/** Those that ride along with the members: CTRL. */
const PASSENGERS = 1;
/** @type {Domain} */
const CHINA = { name: "64 km", cells: 105 * 86, perimeter: 2 * (105 + 86), steps: 3 };
/** The same area; steps of 5 minutes, and lines of strong wind take two for one. @type {Domain} */
const FINE = { name: "9 km", cells: 735 * 602, perimeter: 2 * (735 + 602), steps: 12 * 1.3 };
const MEASURED_LANES = 52;
/** Lanes of a rank, and the step of a cell and level on one thread [ns]. */
const STEP = [
  [4, 52],
  [8, 68],
  [16, 94],
  [28, 173],
  [52, 292],
  [104, 588],
  [208, 1142],
];
/** Pieces of an hour of china-64km with 52 lanes on one thread [s]. */
const PIECES = {
  /** On one process, with the budget of the change; and on two ranks, times two: what they share. */
  moments: [0.005, 2 * 0.014],
  analysis: [0.039 + 0.011, 2 * 0.062],
  /** On rank 0 of two, which unpacks it. */
  lowestLayer: 0.005,
  wholeState: 0.022,
  /** On rank 0 alone: fluxes, their parameters and guards, records of fluxes; sides; files; checkpoint. */
  fluxes: 0.04,
  sides: 0.0035,
  files: 0.01,
  checkpoint: 0.004,
  /** FC but its transport. */
  following: 0.01,
  /** By a thread of its own on a core more, an hour ahead. */
  weather: 0.031,
};
/** Of a day; 50 observations each. */
const HOURS_WITH_OBSERVATIONS = 5;
/** 100 Gb/s [bytes s-1] */
const NETWORK = 12.5e9;
/** Arrays of weather that go to each rank, float64: air, three fluxes, two of mixing. */
const WEATHER_ARRAYS = 6;

/** @param {number} lanes @returns {number} [s] */
function stepOfCell(lanes) {
  const above = STEP.findIndex(([count], i) => i > 0 && (count >= lanes || i === STEP.length - 1));
  const [[l0, t0], [l1, t1]] = [STEP[above - 1], STEP[above]];
  return 1e-9 * (t0 + ((t1 - t0) * (lanes - l0)) / (l1 - l0));
}

/** @param {number} members @returns {number} */
const lanesOf = (members) => 4 * Math.ceil((members + PASSENGERS) / 4);

/** @param {Domain} domain @param {Job} job @returns {Hour} */
function modelHour({ cells, perimeter, steps }, { members, ranks, threads, following }) {
  const lanes = lanesOf(members);
  const ofCells = cells / CHINA.cells;
  const ofLanes = ofCells * (lanes / MEASURED_LANES);
  const ofSides = (perimeter / CHINA.perimeter) * (lanes / MEASURED_LANES);
  const most = Math.max(...dealLanes(lanes, ranks).map(({ count }) => count));
  /** @param {number} count @returns {number} */
  const transport = (count) => (steps * cells * LEVELS * stepOfCell(count)) / threads;
  const observed = HOURS_WITH_OBSERVATIONS / 24;
  const [kind, share] = ranks === 1 ? [0, 1 / threads] : [1, 1 / (ranks * threads)];
  const onCells = (PIECES.moments[kind] + observed * PIECES.analysis[kind]) * ofLanes * share;
  const bytes = {
    weather: 2 * 8 * WEATHER_ARRAYS * cells * LEVELS,
    fluxes: 2 * 4 * cells * lanes,
    state: ((1 + 2 * observed) * 4 * cells * LEVELS * lanes) / ranks,
  };
  const sent =
    (bytes.weather + bytes.fluxes + bytes.state) / NETWORK + (PIECES.lowestLayer + PIECES.wholeState / 24) * ofLanes;
  return {
    transport: Math.max(transport(most), PIECES.weather * ofCells),
    exchange: onCells + (ranks === 1 ? 0 : sent),
    alone: (PIECES.fluxes + PIECES.checkpoint) * ofLanes + PIECES.sides * ofSides + PIECES.files * ofCells,
    following: following ? transport(4) + PIECES.following * ofCells : 0,
  };
}

/** @param {Hour} hour @returns {number} [s] */
const whole = (hour) => Object.values(hour).reduce((sum, part) => sum + part, 0);

/** @param {Domain} domain @param {number} members @param {number} threads @param {readonly number[]} counts @returns {string[]} */
function rowsOf(domain, members, threads, counts) {
  const ofRanks = (/** @type {number} */ ranks, following = true) =>
    modelHour(domain, { members, ranks, threads, following });
  const efficiency = (/** @type {number} */ ranks, /** @type {boolean} */ following) =>
    ((100 * whole(ofRanks(1, following))) / (ranks * whole(ofRanks(ranks, following)))).toFixed(0);
  return counts
    .filter((ranks) => ranks <= mostRanks(lanesOf(members)))
    .map((ranks) => {
      const hour = ofRanks(ranks);
      const parts = [...Object.values(hour), whole(hour)].map((seconds) => seconds.toFixed(seconds < 1 ? 2 : 1));
      const both = [efficiency(ranks, true), efficiency(ranks, false)];
      return `| ${[domain.name, members, threads, ranks, ...parts, ...both].join(" | ")} |`;
    });
}

/** @returns {string} */
export function scalingTable() {
  return [
    "| cells | members | threads | ranks | transport | exchange, analysis | rank 0 alone | FC | an hour [s] | efficiency [%] | without FC [%] |",
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ...rowsOf(CHINA, 50, 1, [1, 2, 4, 13]),
    ...rowsOf(FINE, 50, 1, [1, 4, 12, 13]),
    ...rowsOf(FINE, 50, 8, [1, 4, 12, 13]),
    ...rowsOf(FINE, 200, 1, [1, 4, 12, 26, 51]),
    ...rowsOf(FINE, 200, 8, [1, 4, 12, 26, 51]),
  ].join("\n");
}

if (process.argv[1] === new URL(import.meta.url).pathname) console.log(scalingTable());
