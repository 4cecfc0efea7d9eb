/** Eq. 1 of Kou et al. (2023) in place of the persistent parameters: as printed, bounded, and in a form that is stable. */
import type { Setting } from "./settings.js";
import { type Section, substitute } from "./substitution.js";

/** The lowest is 160 m thick, where the standard one is 33 m: less of the night's build-up stays near the ground. */
export const THICK_LAYERS: Section = { sigma: [1, 0.98, 0.94, 0.86, 0.72, 0.5, 0.28, 0.1, 0], topHPa: 35 };

export const paperForms: readonly Setting[] = [
  { name: "default", variant: "persistent parameters, the default", change: {} },
  ...[80, 40, 20].map((beta) => ({
    name: `beta${beta}`,
    variant: `as printed, beta ${beta}`,
    change: asPrinted(beta),
  })),
  ...[40, 20].map((beta) => ({
    name: `beta${beta}-bounded`,
    variant: `beta ${beta}, smooth perturbations, factor bounded to 0.4`,
    change: published({ ...hourlyForm("paper", beta), factorBound: 0.4 }),
  })),
  ...[80, 40, 20].map((beta) => ({
    name: `beta${beta}-thick`,
    variant: `beta ${beta}, smooth perturbations, 8 thick layers`,
    change: { ...published(hourlyForm("paper", beta)), vertical: THICK_LAYERS },
  })),
  { name: "stabilised", variant: "stabilised, beta 40", change: published(hourlyForm("paper-stabilised", 40)) },
];

/** The whole of the published set-up: white noise of 5 % at start and sides, 1280 km, 5 ppm. */
function asPrinted(beta: number): Section {
  return [
    published(hourlyForm("paper", beta)),
    { filter: { localization: { zeroDistanceKm: 1280, centre: "observation" } } },
    { observations: { gate: { expectedDepartures: null, fixedPpm: 5 } } },
    { background: { perturbationPpm: null, boundaryOffsetPpm: null, noiseShare: 0.05 } },
  ].reduce(substitute, {});
}

/** The published flux forecast, and localization as published: about the sounding. */
function published(ensemble: Section): Section {
  return { ensemble, filter: { localization: { centre: "observation" } } };
}

function hourlyForm(form: string, beta: number): Section {
  return { form, beta, lagDays: null };
}
