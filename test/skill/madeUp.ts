/** Results with known answers, as if twin experiments had been run. */
import type { SkillResult } from "../../src/skill/result.js";
import type { Scores } from "../../src/skill/scores.js";
import type { KnownCase } from "../../src/skill/summary.js";

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
  R8Prior: NaN,
  R8Posterior: NaN,
  sitesPosteriorOverControl: NaN,
  sitesAnalysisOverControl: NaN,
  sitesChiSquare: NaN,
};

export function madeUpResult(scores: Partial<Scores>, more: Partial<SkillResult> = {}): SkillResult {
  return {
    case: "core-ideal-1",
    experiment: { title: "made up" },
    scores: { ...nothing, ...scores },
    regions: [],
    columns: { control: 1.5, posterior: 0.6, analysis: 0.5 },
    assimilated: 900,
    withheld: 100,
    seconds: 60,
    ...more,
  };
}

type Place = Pick<KnownCase, "set" | "variant" | "kind" | "truth" | "scale">;

export function madeUpCase(place: Partial<Place>, scores: Partial<Scores>, more: Partial<SkillResult> = {}): KnownCase {
  const own: Place = { set: "core", variant: "standard", kind: "ideal", truth: 1, scale: "standard", ...place };
  const id = `${own.set}-${own.kind}-${own.truth}`;
  return { ...own, id, result: madeUpResult(scores, { case: id, ...more }) };
}

/** Two truths of each kind: the ideal ones reach every target, of the real ones the second fails at R8. */
export function madeUpCore(): KnownCase[] {
  const good = { blocks: 40, cells: 30, chiSquare: 1.05, R8Prior: 0.9, R8Posterior: 0.2 };
  const regions = [1, 2, 3].map((i) => ({ id: `R24-${i}`, prior: 1, posterior: 0.2, truth: 0, spread: 0.4 }));
  const ideal = { ...good, R24: 62, posteriorOverControl: 0.4, analysisOverControl: 0.35 };
  const real = { ...good, R24: 45, posteriorOverControl: 0.6, analysisOverControl: 0.65 };
  return [
    madeUpCase({ kind: "ideal", truth: 1 }, { ...ideal, R8: 60 }, { regions }),
    madeUpCase({ kind: "ideal", truth: 2 }, { ...ideal, R8: 80 }, { regions }),
    madeUpCase({ kind: "real", truth: 1 }, { ...real, R8: 90 }, { regions }),
    madeUpCase({ kind: "real", truth: 2 }, { ...real, R8: 10 }, { regions }),
  ];
}
