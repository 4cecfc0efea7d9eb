/** Whether the assumed errors and the spread fit the departures: chi-square, ranks, coverage, thirds, Desroziers. */
import { mean } from "../columnStatistics.js";
import { studentQuantile } from "../studentQuantile.js";
import { type Check, type CheckKind, type CheckNumber, FEWEST, FEWEST_OF_PART, judged, untested } from "./check.js";
import { type Departure, normalShare, rootMeanSquare, thirds } from "./departures.js";

/** Observations by the region that they lie in. */
export type ByRegion = ReadonlyMap<string, ReadonlySet<number>>;

const TOO_FEW = "too few observations were assimilated in the scored period";

export function errorChecks(departures: readonly Departure[], regions: ByRegion): Check[] {
  const kinds = [chiSquareKind, rankKind, coverageKind, thirdsKind, desroziersKind];
  if (departures.length < FEWEST) return kinds.map((kind) => untested(kind, `${departures.length}: ${TOO_FEW}`));
  return [
    chiSquare(departures, regions),
    ranks(departures),
    coverage(departures),
    spreadAgainstDepartures(departures),
    desroziers(departures),
  ];
}

const chiSquareKind: CheckKind = {
  id: "chi-square",
  title: "Chi-square, by month and region",
  unit: "1",
  meaning:
    "Mean square of departures over what spread and assumed errors make one expect: 1 where both are right, above it " +
    "where they are too small, below where too large.",
  advice:
    "jdas tune finds sizes of errors from the departures; look at months and regions that stand out by themselves",
};
/** For all, and for a month or region, whose number varies more. */
const CHI_SQUARE = { whole: [0.5, 1.5], part: [0.3, 2.2] } as const;

function chiSquare(departures: readonly Departure[], regions: ByRegion): Check {
  const months = [...new Set(departures.map(({ month }) => month))].sort();
  const parts: [string, readonly Departure[]][] = [
    ...(months.length > 1 ? months : []).map((month): [string, readonly Departure[]] => [
      month,
      departures.filter((one) => one.month === month),
    ]),
    ...[...regions].map(([region, held]): [string, readonly Departure[]] => [
      region,
      departures.filter(({ index }) => held.has(index)),
    ]),
  ];
  const of = (name: string, own: readonly Departure[]): CheckNumber => ({
    of: name,
    value: mean(own.map(({ before, expected }) => (before / expected) ** 2)),
    count: own.length,
  });
  const whole = of("whole", departures);
  const numbers = parts.filter(([, own]) => own.length >= FEWEST_OF_PART).map(([name, own]) => of(name, own));
  const off = numbers.filter(({ value }) => !isWithin(value, CHI_SQUARE.part));
  const found = `${whole.value.toFixed(2)} of ${whole.count}${off.length > 0 ? `; ${inWords(off)}` : ""}.`;
  return judged(chiSquareKind, isWithin(whole.value, CHI_SQUARE.whole) && off.length === 0, found, [whole, ...numbers]);
}

const rankKind: CheckKind = {
  id: "rank-histogram",
  title: "Rank histogram of departures",
  unit: "1",
  meaning:
    "Where in the distribution that is expected (normal: members' values are not kept) the observations fall, share in " +
    "each tenth: even where it is right; outer tenths too full where it is too narrow, one side too full where it is biased.",
  advice:
    "too narrow: larger errors (jdas tune); one side: a bias of the boundary or the observations (filter.estimate)",
};

function ranks(departures: readonly Departure[]): Check {
  const shares = Array.from({ length: 10 }, () => 0);
  for (const { before, expected } of departures) {
    shares[Math.min(9, Math.floor(10 * normalShare(before / expected)))] += 1 / departures.length;
  }
  const outer = shares[0] + shares[9];
  const upper = shares.slice(5).reduce((sum, share) => sum + share, 0);
  // Three standard deviations of a share, if the observations were independent, and as much again as they are not.
  const slack = (share: number): number => 0.05 + 3 * Math.sqrt((share * (1 - share)) / departures.length);
  const isRight = Math.abs(outer - 0.2) <= slack(0.2) && Math.abs(upper - 0.5) <= slack(0.5);
  const found = `${percent(outer)} in the outer two tenths (20 %), ${percent(upper)} above the middle (50 %).`;
  const numbers = shares.map((value, i) => ({ of: `${i * 10}-${i * 10 + 10} %`, value, count: departures.length }));
  return judged(rankKind, isRight, found, numbers);
}

const coverageKind: CheckKind = {
  id: "coverage",
  title: "Coverage of departures",
  unit: "1",
  meaning: "Share of departures within 1.645 expected standard deviations, 90 % where spread and errors are right.",
  advice: "as for chi-square; few but large misses are outliers: see the share that is rejected",
};

function coverage(departures: readonly Departure[]): Check {
  const quantile = studentQuantile(Infinity, 0.9);
  const value = mean(departures.map(({ before, expected }) => Number(Math.abs(before) <= quantile * expected)));
  const slack = 0.05 + 3 * Math.sqrt(0.09 / departures.length);
  return judged(coverageKind, Math.abs(value - 0.9) <= slack, `${percent(value)} of ${departures.length} (90 %).`, [
    { of: "whole", value, count: departures.length },
  ]);
}

const thirdsKind: CheckKind = {
  id: "spread-against-departures",
  title: "Spread against departures",
  unit: "1",
  meaning:
    "RMS of departures over what is expected, in the thirds where least, middling and most is expected: 1 in each where the " +
    "ensemble knows where it errs.",
  advice:
    "where only the first third is above 1, the errors of the best observations are taken as too small (observations.error)",
};

function spreadAgainstDepartures(departures: readonly Departure[]): Check {
  const numbers = thirds(departures).map((own, i) => ({
    of: ["least", "middle", "most"][i],
    value: rootMeanSquare(own.map(({ before }) => before)) / rootMeanSquare(own.map(({ expected }) => expected)),
    count: own.length,
  }));
  const found = `${numbers.map(({ of, value }) => `${of} ${value.toFixed(2)}`).join(", ")}.`;
  return judged(
    thirdsKind,
    numbers.every(({ value }) => isWithin(value, [0.6, 1.5])),
    found,
    numbers,
  );
}

const desroziersKind: CheckKind = {
  id: "desroziers",
  title: "Errors by Desroziers",
  unit: "1",
  meaning:
    "Errors of observations and spread of the background that the departures before and after the analysis show (Desroziers " +
    "et al. 2005), over those that are assumed: 1 where these are right.",
  advice:
    "observations: observations.error.representationPpm or factor; background: sizes of the ensemble; jdas tune does both",
};

function desroziers(all: readonly Departure[]): Check {
  const own = all.filter(({ after }) => Number.isFinite(after));
  if (own.length < FEWEST) return untested(desroziersKind, "the analysis of observations was not written");
  const product = (value: (one: Departure) => number): number => mean(own.map((one) => one.before * value(one)));
  const ratio = (found: number, assumed: number): number => Math.sign(found) * Math.sqrt(Math.abs(found) / assumed);
  const [errors, spreads] = [mean(own.map(({ error }) => error ** 2)), mean(own.map(({ spread }) => spread ** 2))];
  const observation = ratio(
    product(({ after }) => after),
    errors,
  );
  const background = ratio(
    product(({ before, after }) => before - after),
    spreads,
  );
  const numbers = [
    { of: "observations", value: observation, count: own.length },
    { of: "background", value: background, count: own.length },
  ];
  const isRight = numbers.every(({ value }) => isWithin(value, [0.6, 1.6]));
  return judged(desroziersKind, isRight, `${inWords(numbers)}.`, numbers);
}

function isWithin(value: number, [low, high]: readonly [number, number]): boolean {
  return value >= low && value <= high;
}

function inWords(numbers: readonly CheckNumber[]): string {
  return numbers.map(({ of, value }) => `${of} ${value.toFixed(2)}`).join(", ");
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
