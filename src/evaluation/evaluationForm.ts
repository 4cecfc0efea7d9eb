/**
 * The form of `evaluation.json`, of which its JSON Schema is made: what programs may rely on. A number that is not defined is
 * null in the file, where the types of the program have NaN. Types: `evaluation.ts`, `rows.ts` and `tables/`.
 */
import { z } from "zod";
import { fates } from "../observations/fate.js";
import { runNames } from "./rows.js";

const number = (what: string) => z.number().nullable().describe(what);
const count = (what = "How many it is made of") => z.int().min(0).describe(what);
const ppm = (what: string) => number(`${what} [ppm]`);
const rate = (what: string) => number(`${what} [PgC yr-1]`);
const teragrams = (what: string) => number(`${what} [TgC]`);
const date = z.iso.date();
const run = z
  .enum(runNames)
  .describe("CTRL: prior fluxes; FC: posterior fluxes; AN: analyses; BG: forecasts before them");
const against = z.enum(["validation", "assimilated", "TCCON", "truth", "withheld truth"]);
const period = z.string().describe('"whole", a year, 2009, or a month, 2009-09');
const region = { region: z.string().describe("Name for programs"), title: z.string().describe("Name for people") };

const columnRow = z.strictObject({
  run,
  against,
  period,
  count: count(),
  bias: ppm("Mean of simulated minus reference"),
  rmse: ppm("Root mean square of it"),
  standardDeviation: ppm("Standard deviation of it"),
  correlation: number("Pearson's correlation [1]"),
  meanAbsoluteError: ppm("Mean absolute difference"),
  medianUncertainty: ppm("Median of the stated errors"),
});
const innovations = z.strictObject({
  count: count(),
  chiSquare: number("Mean of departures squared over what is expected of that [1]"),
  bias: ppm("Mean departure, observation minus background"),
  rms: ppm("Root mean square of departures"),
  expected: ppm("What spread and assumed errors make one expect of it"),
});
const byRun = z.partialRecord(z.enum(runNames), number("[ppm]"));
const siteRow = z.strictObject({
  site: z.string(),
  fates: z.partialRecord(z.enum(fates), count()),
  compared: count("Samples of the scored period, assimilated or kept to validate"),
  bias: byRun,
  rmse: byRun,
});
const observations = z.strictObject({
  fates: z
    .strictObject(Object.fromEntries(fates.map((fate) => [fate, count()])))
    .describe("What became of all observations of the run"),
  validation: z.enum(["withheld", "not the best of their cell and hour"]),
  columns: z.array(columnRow).describe("XCO2 of the scored period"),
  sites: z
    .strictObject({ rows: z.array(columnRow), innovations: innovations.optional(), bySite: z.array(siteRow) })
    .optional(),
  innovations: innovations.optional(),
  biases: z.strictObject({
    intervals: z.array(z.tuple([z.number(), z.number()])).describe("Ends of intervals of differences [ppm]"),
    rows: z.array(
      z.strictObject({
        run,
        against,
        period,
        count: count(),
        standardDeviation: ppm("Of the differences"),
        shares: z.array(number("Share within each interval [1]")),
      }),
    ),
  }),
  latitudes: z.array(
    z.strictObject({
      south: z.number(),
      north: z.number(),
      count: count(),
      control: ppm("Standard deviation of CTRL minus retrieved"),
      posterior: ppm("Of FC"),
      errorReduction: number("(1 - posterior / control) * 100 [%]"),
    }),
  ),
});

const regionRow = z.strictObject({
  ...region,
  period,
  days: count("Days of the period that are scored"),
  area: number("[m2]"),
  prior: rate("Natural flux of the prior, as a rate"),
  priorSpread: rate("Standard deviation of the members' totals"),
  posterior: rate("Of the posterior"),
  posteriorSpread: rate("Standard deviation of the members' totals"),
  change: rate("Posterior minus prior"),
  truth: rate("Of the truth of a twin"),
  fossil: rate("Imposed"),
  fire: rate("Imposed"),
  teragrams: z
    .strictObject({
      prior: teragrams("Amount of these days"),
      priorSpread: teragrams("Its spread"),
      posterior: teragrams("Amount of these days"),
      posteriorSpread: teragrams("Its spread"),
      change: teragrams("Posterior minus prior"),
      truth: teragrams("Of the truth of a twin"),
    })
    .describe("The same as amounts"),
});
const score = z.strictObject({
  scale: z.enum(["grid", "128 km", "R24", "R8", "land", "own"]),
  count: count("Regions or cells"),
  prior: number("RMSE of the prior [umol m-2 s-1]"),
  posterior: number("RMSE of the posterior [umol m-2 s-1]"),
  errorReduction: number("(1 - posterior / prior) * 100 [%]"),
  low: number("Of its 90 % interval [%]"),
  high: number("Of its 90 % interval [%]"),
});
const cycle = z.strictObject({
  amplitude: number("Largest minus least month [TgC month-1]"),
  seasonStart: date.optional(),
  seasonEnd: date.optional(),
});
const total = z.strictObject({
  source: z.string(),
  low: rate("Least"),
  high: rate("Most"),
  uncertainty: rate("As stated"),
});
const daily = (what: string) => number(`${what} [TgC d-1]`);
const fluxes = z.strictObject({
  regions: z.array(regionRow),
  scores: z.array(score),
  dayAndNight: z.strictObject({ day: z.array(score), night: z.array(score) }),
  seasonScores: z.array(
    z.strictObject({ season: z.enum(["DJF", "MAM", "JJA", "SON"]), days: count(), scores: z.array(score) }),
  ),
  seasons: z.array(
    z.strictObject({
      ...region,
      months: count(),
      prior: cycle,
      posterior: cycle.optional(),
      truth: cycle.optional(),
      startShift: number("Posterior minus prior [days]"),
      endShift: number("Posterior minus prior [days]"),
    }),
  ),
  dailyDistributions: z.array(
    z.strictObject({
      ...region,
      flux: z.enum(["prior", "posterior", "truth"]),
      days: count(),
      minimum: daily("Least"),
      lowerQuartile: daily("A quarter of the days are below"),
      median: daily("Half of them"),
      upperQuartile: daily("Three quarters of them"),
      maximum: daily("Most"),
    }),
  ),
  ranking: z.array(
    z.strictObject({
      ...region,
      change: rate("Posterior minus prior"),
      teragrams: teragrams("The same of the scored days"),
      inPriorSpreads: number("Its size over the prior's spread [1]"),
      varianceReduction: number("Share of the variance that was taken away [1]"),
    }),
  ),
  correlations: z.array(
    z.strictObject({ region: z.string(), other: z.string(), prior: number("[1]"), posterior: number("[1]") }),
  ),
  coverage: z.array(
    z.strictObject({
      group: z.string(),
      period: z.enum(["whole", "months"]),
      count: count(),
      within: number("Share of 90 % intervals that hold the truth [1]"),
      errorOverSpread: number("Root mean square of error over spread [1]"),
    }),
  ),
  published: z
    .strictObject({
      citation: z.string(),
      totals: z.array(total),
      lateralCorrection: rate("What trade and rivers carry sideways"),
      posterior: rate("Mainland China of this run"),
      spread: rate("Its spread"),
      corrected: rate("With the lateral correction"),
      days: count(),
      comparable: z.boolean().describe("Whether the scored days are whole years"),
    })
    .optional(),
});

const amounts = ["start", "end", "emission", "inflow", "increment", "airCorrection", "residual"] as const;
const budget = z.strictObject({
  run: z.string(),
  days: count(),
  ...(Object.fromEntries(amounts.map((name) => [name, number("[mol]")])) as Record<
    (typeof amounts)[number],
    ReturnType<typeof number>
  >),
  largestRelativeResidual: number("Of a day, over its content [1]"),
  largestRelativeGap: number("Between days, over the content [1]"),
});
const check = z.strictObject({
  id: z.string(),
  title: z.string(),
  state: z.enum(["pass", "warn", "untested"]),
  found: z.string().describe("What was found"),
  meaning: z.string().describe("What is looked at, and what it says where it is not as it should be"),
  advice: z.string().describe("What to try where it warns"),
  unit: z.string().describe("Of the numbers"),
  numbers: z.array(z.strictObject({ of: z.string(), value: number("In the unit"), count: count() })),
});

const evaluationForm = z.strictObject({
  title: z.string(),
  remarks: z.array(z.string()).describe("What the run is made of"),
  period: z.strictObject({ start: date, end: date, scoredFrom: date, scoredDays: z.number() }),
  finished: z.boolean(),
  warnings: z
    .array(z.strictObject({ time: z.string(), guard: z.string(), message: z.string() }))
    .optional()
    .describe("What the guards of the analysis noticed"),
  stopped: z.string().optional().describe("Why the run was stopped, where its numbers were the reason"),
  damage: z.array(z.string()).optional().describe("Days that the folder lacks, and files of other runs in it"),
  twin: z.boolean().describe("Whether the truth is known"),
  observations: observations.optional(),
  fluxes: fluxes.optional(),
  estimates: z
    .array(
      z.strictObject({
        parameter: z.enum(["boundary offset", "retrieval bias"]),
        place: z.string(),
        mean: ppm("Of the scored days"),
        spread: ppm("Standard deviation over the members"),
        truth: ppm("Of a twin"),
        last: ppm("At the end"),
      }),
    )
    .optional(),
  budgets: z.array(budget),
  checks: z.array(check),
  summary: z.array(z.string()).describe("Five sentences"),
  statements: z.array(z.string()).describe("What a reader must know before using the numbers"),
  missing: z.array(z.string()).describe("Parts that the run does not have"),
});

/** @returns JSON Schema (draft 7) of `evaluation.json` */
export function evaluationJsonSchema(): Readonly<Record<string, unknown>> {
  return { ...z.toJSONSchema(evaluationForm, { target: "draft-7" }), title: "Evaluation of a run of openjdas" };
}
