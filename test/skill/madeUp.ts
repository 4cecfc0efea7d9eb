/** Results with known answers, as if twin experiments had been run. */
import { seasons, truthForms } from "../../src/skill/matrix.js";
import type { RegionResult, SkillResult } from "../../src/skill/result.js";
import type { Scores } from "../../src/skill/scores.js";
import type { CasePlace, KnownCase } from "../../src/skill/summary.js";

const nothing: Scores = {
  R8: NaN,
  R24: NaN,
  blocks: NaN,
  cells: NaN,
  R24Day: NaN,
  R24Night: NaN,
  posteriorOverControl: NaN,
  analysisOverControl: NaN,
  chiSquare: NaN,
  innovationBias: NaN,
  R8Prior: NaN,
  R8Posterior: NaN,
  R24Prior: NaN,
  R24Posterior: NaN,
  sitesPosteriorOverControl: NaN,
  sitesAnalysisOverControl: NaN,
  sitesChiSquare: NaN,
};

export function madeUpResult(scores: Partial<Scores>, more: Partial<SkillResult> = {}): SkillResult {
  return {
    case: "core-ideal-1",
    experiment: { title: "made up" },
    configuration: "0123456789abcdef",
    scores: { ...nothing, ...scores },
    fluxes: [],
    columns: { control: 1.5, posterior: 0.6, analysis: 0.5 },
    assimilated: 900,
    withheld: 100,
    seconds: 60,
    ...more,
  };
}

/** Errors of the fluxes of regions, the truth being 0. @param area [km2] */
export function madeUpFluxes(
  ids: readonly string[],
  { prior, posterior, spread }: Pick<RegionResult, "prior" | "posterior" | "spread">,
  { period = "whole", area = 1e6 } = {},
): RegionResult[] {
  return ids.map((id) => ({ id, area, period, prior, posterior, truth: 0, spread }));
}

export function madeUpPlace(place: Partial<CasePlace>): CasePlace {
  const own = {
    set: "matrix",
    variant: "standard",
    kind: "real",
    form: "all",
    season: "july",
    size: "full",
    truth: 1,
    scale: "128",
    ...place,
  } as const;
  return { id: [own.set, own.season, own.size, own.form, own.variant, own.truth].join("-"), ...own };
}

export function madeUpCase(
  place: Partial<CasePlace>,
  scores: Partial<Scores>,
  more: Partial<SkillResult> = {},
): KnownCase {
  const own = madeUpPlace(place);
  return { ...own, result: madeUpResult(scores, { case: own.id, ...more }) };
}

/** Two truths of each cell of the matrix at full size; the second is worse. */
export function madeUpMatrix(): KnownCase[] {
  const fluxes = [1, 2].map((posterior) => [
    ...madeUpFluxes(["R8-1", "R8-2", "mainland-china", "land"], { prior: 4, posterior, spread: 1 }),
    ...madeUpFluxes(["R24-1", "R24-2", "R24-3", "province-hebei"], { prior: 4, posterior: -posterior, spread: 1 }),
  ]);
  return [1, 2].flatMap((truth) =>
    seasons.flatMap((season) =>
      truthForms.map((form) =>
        madeUpCase(
          { season, form, truth },
          {
            R8: truth === 1 ? 75 : 50,
            R24: truth === 1 ? 75 : 50,
            R8Prior: 4,
            R24Prior: 4,
            chiSquare: 1.05,
            innovationBias: 0.05,
            posteriorOverControl: 0.4,
            analysisOverControl: 0.45,
          },
          { fluxes: fluxes[truth - 1] },
        ),
      ),
    ),
  );
}
