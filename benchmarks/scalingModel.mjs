/**
 * What ranks bring: a model of one hour of the analysis as rank 0, for which all others wait, goes through it, from pieces that
 * were measured on china-64km. Prints the tables of docs/clusters.md, where it is said how they were measured.
 *
 *   node benchmarks/scalingModel.mjs
 */
import { mostRanks } from "../dist/experiments/ranks/cellShares.js";

/** @typedef {{ name: string, columns: number, rows: number, turns: number, steps: number }} Domain `steps` and `turns` of an hour */
/** @typedef {{ members: number, ranks: number, threads: number, following: boolean }} Job `following`: whether there is FC */
/** @typedef {{ transport: number, turning: number, exchange: number, alone: number, following: number }} Hour [s] */

const LEVELS = 15;
/** Those that ride along with the members: CTRL. */
const PASSENGERS = 1;
/** @type {Domain} */
const CHINA = { name: "64 km", columns: 105, rows: 86, turns: 2, steps: 2 };
/** The same area; steps of 5 minutes, and lines of strong wind take two for one. @type {Domain} */
const FINE = { name: "9 km", columns: 735, rows: 602, turns: 12, steps: 12 * 1.3 };
const MEASURED_LANES = 52;
/** Lanes, and the step of a cell and level on one thread [ns]. */
const STEP = [
  [4, 52],
  [8, 68],
  [16, 94],
  [28, 173],
  [52, 292],
  [104, 588],
  [208, 1142],
];
/** State that is turned between two ranks of one machine, once it is too large for their caches [bytes s-1]. */
const TURNING = 3.3e9;
/** Pieces of an hour of china-64km with 52 lanes on one thread [s]. */
const PIECES = {
  /** Where the cells lie. */
  moments: 0.005,
  analysis: 0.03,
  parameters: 0.006,
  /** Of an hour with observations, on rank 0: their turns. */
  turnsOfObservations: 0.002,
  /** On rank 0 alone: fluxes of four hours, of the day and of two that are looked back at; in proportion to cells and lanes. */
  fluxes: 0.025,
  checkpoint: 0.006,
  /** The same in proportion to cells: priors and their scales, files, guards. */
  priors: 0.008,
  files: 0.017,
  guards: 0.002,
  sides: 0.005,
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
function modelHour({ columns, rows, turns, steps }, { members, ranks, threads, following }) {
  const lanes = lanesOf(members);
  const cells = columns * rows;
  const ofCells = cells / (CHINA.columns * CHINA.rows);
  const ofLanes = ofCells * (lanes / MEASURED_LANES);
  const ofSides = ((columns + rows) / (CHINA.columns + CHINA.rows)) * (lanes / MEASURED_LANES);
  /** Of the rank that has most. */
  const share = Math.ceil(columns / ranks) / columns;
  /** @param {number} count @returns {number} */
  const transport = (count) => (steps * cells * LEVELS * stepOfCell(count) * share) / threads;
  /** @param {number} count @returns {number} */
  const turning = (count) => {
    const bytes = 4 * cells * LEVELS * count * share;
    return ranks === 1 ? 0 : turns * bytes * (1 / TURNING + (1 - 1 / ranks) / NETWORK);
  };
  const observed = HOURS_WITH_OBSERVATIONS / 24;
  const analysis = PIECES.analysis * (1 + (8 * 3) / LEVELS);
  const onCells = (PIECES.moments + PIECES.parameters + observed * analysis) * ofLanes * (share / threads);
  const bytes = 2 * 8 * WEATHER_ARRAYS * cells * LEVELS + 10 * 4 * cells * lanes;
  const sent = ranks === 1 ? 0 : bytes / NETWORK;
  const perCell = PIECES.priors + PIECES.files + PIECES.guards;
  return {
    transport: Math.max(transport(lanes), PIECES.weather * ofCells),
    turning: turning(lanes),
    exchange: onCells + sent,
    alone:
      (PIECES.fluxes + PIECES.checkpoint) * ofLanes +
      perCell * ofCells +
      PIECES.sides * ofSides +
      observed * PIECES.turnsOfObservations,
    following: following ? transport(4) + turning(4) + PIECES.following * ofCells : 0,
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
    .filter((ranks) => ranks <= mostRanks(domain))
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
    "| cells | members | threads | ranks | transport | turning | exchange, analysis | rank 0 alone | FC | an hour [s] | efficiency [%] | without FC [%] |",
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ...rowsOf(CHINA, 50, 1, [1, 2, 4, 12]),
    ...rowsOf(FINE, 50, 1, [1, 4, 12, 50, 100]),
    ...rowsOf(FINE, 50, 8, [1, 4, 12]),
    ...rowsOf(FINE, 200, 1, [1, 4, 12, 50, 100]),
    ...rowsOf(FINE, 200, 8, [1, 4, 12]),
  ].join("\n");
}

if (process.argv[1] === new URL(import.meta.url).pathname) console.log(scalingTable());
