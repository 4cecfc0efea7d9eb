/**
 * The fluxes of a twin's truth. Of each component they are what a source of its own says, or the prior's with the errors
 * that are drawn for it; fire is the prior's.
 */
import type { TwinPlan } from "../../config/plan.js";
import { fluxComponents, type FluxComponent, type FluxSource } from "../../fluxes/fluxSource.js";
import { imposedErrors } from "../../fluxes/imposedErrors.js";
import { patchyTruth } from "../../fluxes/patchyTruth.js";
import { type PriorFluxes, priorFluxes } from "../../fluxes/priorFluxes.js";
import { truthFluxes } from "../../fluxes/truthFluxes.js";
import { type FluxParts, openFluxes } from "./fluxes.js";
import { missing, type Part } from "./parts.js";
import type { Preparation } from "./preparation.js";
import type { AskedFlux } from "./sections.js";

export interface TrueFluxes extends Pick<PriorFluxes, "component" | "natural" | "aloft"> {
  /** Those that are not made of the prior's. */
  readonly given: readonly FluxSource[];
  readonly remarks: readonly string[];
  readonly files: readonly string[];
}

/** @param asked the sources that are given for the truth @param prior fluxes, of which the others are made */
export async function makeTruth(
  preparation: Preparation,
  asked: readonly AskedFlux[],
  prior: FluxParts,
  plan: TwinPlan,
): Promise<Part<TrueFluxes>> {
  const opened = await openFluxes(preparation, asked);
  return preparation.parts.make(["twin"], () => {
    const { fluxes } = plan.truth;
    const drawn = fluxes.biosphere === "from-prior" ? [drawnBiosphere(preparation, prior, plan)] : [];
    const given = [...opened.values()].map((source) => source.get());
    const scaled = scaledByErrors(preparation, prior, plan);
    const absent = fluxComponents.filter((component) => fluxes[component] === "none");
    const all = priorFluxes(preparation.known.grid(), [...drawn, ...scaled, ...given]);
    return {
      component: (name, time) => all.component(name, time),
      natural: (time) => all.natural(time),
      aloft: (time) => all.aloft(time),
      given,
      remarks: [
        ...drawn.flatMap(({ remarks }) => remarks),
        ...given.map((source) => `the true ${source.component} flux is given, not drawn: ${source.title}`),
        ...given.flatMap(({ remarks }) => remarks),
        ...absent.map((name) => `the truth has no ${name} flux`),
      ],
      files: given.flatMap(({ files }) => files),
    };
  });
}

function drawnBiosphere({ known }: Preparation, { sources }: FluxParts, { seed, period, truth }: TwinPlan): FluxSource {
  const biosphere = (sources.get("biosphere") ?? missing("fluxes.biosphere")).get();
  const { family, size } = truth;
  switch (family) {
    case "smooth":
      return truthFluxes(known.grid(), biosphere, {
        seed,
        uptakeError: size * truth.uptakeError,
        respirationError: size * truth.respirationError,
        weatherDriven: size * truth.weatherDriven,
      });
    case "patchy":
      return patchyTruth(known.grid(), known.landFraction(), biosphere, { seed, size, ...period });
  }
}

/** Ocean, fossil and fire where they are made of the prior's: times their errors, where there are any. */
function scaledByErrors({ known }: Preparation, { sources }: FluxParts, { seed, truth }: TwinPlan): FluxSource[] {
  const { errors, fluxes } = truth;
  const factors: Partial<Record<FluxComponent, Float64Array>> =
    errors === "none"
      ? {}
      : imposedErrors(known.grid(), {
          seed,
          national: errors.fossilNational,
          provincial: errors.fossilProvincial,
          ocean: errors.ocean,
        });
  return (["ocean", "fossil", "fire"] as const).flatMap((component) => {
    const source = fluxes[component] === "from-prior" ? sources.get(component)?.get() : undefined;
    if (source === undefined) return [];
    const factor = factors[component];
    return [factor === undefined ? source : times(source, factor)];
  });
}

/** @param factor [row][column] [1] */
function times(source: FluxSource, factor: Float64Array): FluxSource {
  const scaled = (flux: Float64Array): Float64Array => flux.map((value, cell) => value * factor[cell]);
  return {
    ...source,
    hourly: (time) => scaled(source.hourly(time)),
    aloft: (time) => (source.aloft?.(time) ?? []).map(({ profile, flux }) => ({ profile, flux: scaled(flux) })),
  };
}
