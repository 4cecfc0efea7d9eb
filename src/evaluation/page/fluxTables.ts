/** The tables of the page that are of fluxes, of the carbon budget and of what was estimated beside the fluxes. */
import { kindOf, type RegionKind } from "../../regions/kinds.js";
import { toPetagramsCarbon } from "../../units.js";
import { carbonUnit } from "../carbonUnit.js";
import { shortTitle } from "../combination.js";
import type { Evaluation } from "../evaluation.js";
import { type FluxScore, scaleNames } from "../fluxScores.js";
import type { RegionRow } from "../rows.js";
import { numbers, type PageColumn, type PageTable, tableOf, words } from "./pageTable.js";

type Fluxes = NonNullable<Evaluation["fluxes"]>;

const AMOUNTS =
  "Amounts of the days of the period; ± is one standard deviation of the members' totals. Negative: taken up by the land or ocean.";
const TITLES: Readonly<Record<RegionKind, string>> = {
  named: "Natural flux of regions",
  own: "Natural flux of regions of the experiment file",
  province: "Natural flux of provinces of China",
  part: "Natural flux of parts of the land of equal area (R8, R24)",
};

/** @returns of the scored period */
export function fluxTables(fluxes: Fluxes): PageTable[] {
  const { regions, ranking, dailyDistributions, seasons, correlations, scores, coverage, published } = fluxes;
  const whole = regions.filter(({ period }) => period === "whole");
  const kinds = (["named", "own", "province", "part"] as const).flatMap((kind) => {
    const rows = whole.filter(({ region }) => kindOf(region) === kind);
    return tableOf(
      `regions-${kind}`,
      TITLES[kind],
      rows,
      [name, ...amounts(rows)],
      kind === "named" ? AMOUNTS : undefined,
    );
  });
  const told = regions.filter(
    ({ region, period }) =>
      period !== "whole" &&
      ((kindOf(region) !== "part" && kindOf(region) !== "province") || region === "mainland-china"),
  );
  return [
    ...kinds,
    ...tableOf("regions-by-month", "Natural flux by month", told, [name, month, ...amounts(told)]),
    ...tableOf("ranking", "Largest changes, posterior minus prior", ranking, ofRanking),
    ...tableOf(
      "scores",
      "Error of the period-mean natural flux against the truth",
      allScores(fluxes, scores),
      ofScores,
      SCORES,
    ),
    ...tableOf("coverage", "How often the stated spread holds the truth", coverage, ofCoverage),
    ...tableOf(
      "distributions",
      "Daily totals of the natural flux",
      dailyDistributions.filter(({ region }) => kindOf(region) === "named" || kindOf(region) === "own"),
      ofDistributions,
    ),
    ...tableOf("seasons", "Seasonal cycle, first year", seasons, ofSeasons),
    ...tableOf("correlations", "Correlation of regions over the members", correlations, ofCorrelations),
    ...publishedTables(published),
  ];
}

const name = words<RegionRow>("region", shortTitle);
const month = words<RegionRow>("period", ({ period }) => period);

function amounts(rows: readonly RegionRow[]): PageColumn<RegionRow>[] {
  const largest = rows.reduce((most, { teragrams: { prior, posterior } }) => {
    return Math.max(most, ...[prior, posterior].filter(Number.isFinite).map(Math.abs));
  }, 0);
  const decimals = largest >= 10 ? 1 : 3;
  const amount = (title: string, key: keyof RegionRow["teragrams"]): PageColumn<RegionRow> =>
    numbers(title, "TgC", decimals, ({ teragrams }) => teragrams[key]);
  return [
    numbers("days", "1", 0, ({ days }) => days),
    amount("prior", "prior"),
    amount("± prior", "priorSpread"),
    amount("posterior", "posterior"),
    amount("± posterior", "posteriorSpread"),
    amount("change", "change"),
    amount("truth", "truth"),
    numbers("posterior rate", "PgC/yr", 3, ({ posterior }) => posterior),
    numbers("fossil rate", "PgC/yr", 3, ({ fossil }) => fossil),
    numbers("fire rate", "PgC/yr", 3, ({ fire }) => fire),
  ];
}

const SCORES = "RMSE; intervals (90 %) are made of the differences between regions.";
const FLUX = "µmol/m²/s";
interface NamedScore extends FluxScore {
  readonly part: string;
}
const ofScores: readonly PageColumn<NamedScore>[] = [
  words("scale", ({ scale }) => scaleNames[scale]),
  words("part", ({ part }) => part),
  numbers("count", "1", 0, ({ count }) => count),
  numbers("prior", FLUX, 3, ({ prior }) => prior),
  numbers("posterior", FLUX, 3, ({ posterior }) => posterior),
  numbers("reduction", "%", 0, ({ errorReduction }) => errorReduction),
  numbers("from", "%", 0, ({ low }) => low),
  numbers("to", "%", 0, ({ high }) => high),
];

function allScores({ dayAndNight: { day, night }, seasonScores }: Fluxes, scores: readonly FluxScore[]): NamedScore[] {
  const of = (part: string, rows: readonly FluxScore[]): NamedScore[] => rows.map((row) => ({ ...row, part }));
  return [
    ...of("all hours", scores),
    ...of("by day", day),
    ...of("by night", night),
    ...seasonScores.flatMap(({ season, scores: own }) => of(season, own)),
  ];
}

const ofRanking: readonly PageColumn<Fluxes["ranking"][number]>[] = [
  words("region", shortTitle),
  numbers("change", "TgC", 3, ({ teragrams }) => teragrams),
  numbers("in prior spreads", "1", 2, ({ inPriorSpreads }) => inPriorSpreads),
  numbers("variance taken", "%", 0, ({ varianceReduction }) => 100 * varianceReduction),
];
const ofCoverage: readonly PageColumn<Fluxes["coverage"][number]>[] = [
  words("regions", ({ group }) => group),
  words("period", ({ period }) => period),
  numbers("count", "1", 0, ({ count }) => count),
  numbers("within 90 % interval", "%", 0, ({ within }) => 100 * within),
  numbers("error / spread", "1", 2, ({ errorOverSpread }) => errorOverSpread),
];
const ofDistributions: readonly PageColumn<Fluxes["dailyDistributions"][number]>[] = [
  words("region", shortTitle),
  words("flux", ({ flux }) => flux),
  numbers("least", "TgC/d", 3, ({ minimum }) => minimum),
  numbers("quarter", "TgC/d", 3, ({ lowerQuartile }) => lowerQuartile),
  numbers("median", "TgC/d", 3, ({ median }) => median),
  numbers("3 quarters", "TgC/d", 3, ({ upperQuartile }) => upperQuartile),
  numbers("most", "TgC/d", 3, ({ maximum }) => maximum),
];
const ofSeasons: readonly PageColumn<Fluxes["seasons"][number]>[] = [
  words("region", shortTitle),
  numbers("amplitude, prior", "TgC/month", 1, ({ prior }) => prior.amplitude),
  numbers("amplitude, posterior", "TgC/month", 1, ({ posterior }) => posterior?.amplitude),
  words("sink from, prior", ({ prior }) => prior.seasonStart ?? ""),
  words("to", ({ prior }) => prior.seasonEnd ?? ""),
  numbers("start shifts", "days", 0, ({ startShift }) => startShift),
  numbers("end shifts", "days", 0, ({ endShift }) => endShift),
];
const ofCorrelations: readonly PageColumn<Fluxes["correlations"][number]>[] = [
  words("region", ({ region }) => region),
  words("other", ({ other }) => other),
  numbers("prior", "1", 2, ({ prior }) => prior),
  numbers("posterior", "1", 2, ({ posterior }) => posterior),
];

function publishedTables(published: Fluxes["published"]): PageTable[] {
  if (published === undefined || !published.comparable) return [];
  const { totals, posterior, spread, citation, corrected } = published;
  const rows = [
    { source: "this run, mainland China", low: posterior, high: posterior, uncertainty: spread },
    ...totals,
  ];
  const columns: PageColumn<(typeof rows)[number]>[] = [
    words("source", ({ source }) => source),
    numbers("from", "PgC/yr", 2, ({ low }) => low),
    numbers("to", "PgC/yr", 2, ({ high }) => high),
    numbers("±", "PgC/yr", 2, ({ uncertainty }) => uncertainty),
  ];
  const note = `What trade and rivers carry sideways is not in these totals: with it this run has ${corrected.toFixed(2)} PgC/yr. As compared by ${citation}.`;
  return tableOf("published", "Published totals of China", rows, columns, note);
}

/** The budget of each run, and estimates beside the fluxes. */
export function balanceTables({ budgets, estimates = [] }: Evaluation): PageTable[] {
  const { name: unit, inPetagrams } = carbonUnit(
    budgets.flatMap(({ emission, inflow, increment }) => [emission, inflow, increment].map(toPetagramsCarbon)),
  );
  const amount = (title: string, of: (row: Evaluation["budgets"][number]) => number) =>
    numbers<Evaluation["budgets"][number]>(title, unit, 4, (row) => inPetagrams * toPetagramsCarbon(of(row)));
  return [
    ...tableOf("estimates", "Estimated beside the fluxes", estimates, [
      words("parameter", ({ parameter }) => parameter),
      words("place", ({ place }) => place),
      numbers("mean", "ppm", 2, ({ mean }) => mean),
      numbers("spread", "ppm", 2, ({ spread }) => spread),
      numbers("truth", "ppm", 2, ({ truth }) => truth),
      numbers("at the end", "ppm", 2, ({ last }) => last),
    ]),
    ...tableOf(
      "budget",
      "Carbon budget of the domain, whole run",
      budgets,
      [
        words("run", ({ run }) => run),
        amount("start", ({ start }) => start),
        amount("emission", ({ emission }) => emission),
        amount("inflow", ({ inflow }) => inflow),
        amount("increment", ({ increment }) => increment),
        amount("end", ({ end }) => end),
        numbers("residual", "1", 9, ({ largestRelativeResidual }) => largestRelativeResidual),
      ],
      "start + emission + inflow + increment = end, but for round-off; the residual is that of the worst day over the day's content.",
    ),
  ];
}
