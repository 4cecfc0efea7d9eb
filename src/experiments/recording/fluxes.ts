/**
 * Surface fluxes of every day once its posterior is final: hourly prior, background and posterior natural flux with
 * their spread, fossil and fire, the truth of a twin, and posterior totals of regions for every member, whose spread is
 * that of the aggregate. One file a day, `flux_YYYYMMDD.nc`. The posterior mean is kept for the forward run too.
 */
import type { FluxEnsemble } from "../../assimilation/fluxEnsembles/fluxEnsemble.js";
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../../constants.js";
import type { Region } from "../../evaluation/regions.js";
import type { LaneLayout } from "../../fields/ensemble.js";
import { timeCoordinate } from "../../io/cfCoordinates.js";
import { gridVariables, onGrid } from "../../io/gridVariables.js";
import { joinParts, type NumberVariable, type OutputVariable } from "../../io/outputDataset.js";
import { writeNetcdf } from "../../io/writeNetcdf.js";
import type { Time } from "../../time.js";
import { dayFile, fileAttributes, type RunFolder } from "./runFolder.js";

const HOURS = SECONDS_PER_DAY / SECONDS_PER_HOUR;
const FLUX_UNIT = "mol m-2 s-1";
const STANDARD_NAME = "surface_upward_mole_flux_of_carbon_dioxide";

/** Fluxes that are known without the ensemble, [cell], [mol m-2 s-1]. */
export interface KnownFluxes {
  readonly natural: (time: Time) => Float64Array;
  readonly fossil: (time: Time) => Float64Array;
  readonly fire: (time: Time) => Float64Array;
  readonly truth?: (time: Time) => Float64Array;
}

export interface FluxRecorder {
  /** Keeps the background of an hour. @param natural member fluxes, [cell][lane] */
  background(time: Time, natural: Float32Array): void;
  /** Writes a day whose posterior is final. */
  finish(day: Time): Promise<void>;
  /** Backgrounds of the days that are not written yet, by day and name, [hour][cell]; a view. */
  save(): ReadonlyMap<Time, ReadonlyMap<string, Float32Array>>;
  resume(backgrounds: ReadonlyMap<Time, ReadonlyMap<string, Float32Array>>): void;
}

/** Hourly fields of one day, [hour][cell]. */
type Fields = Map<string, Float32Array>;

const LONG_NAMES: Readonly<Record<string, string>> = {
  natural_prior: "natural flux (biosphere and ocean), prior",
  natural_prior_spread: "standard deviation of the prior natural flux",
  natural_background: "natural flux, ensemble mean before the soundings of its hour and later",
  natural_background_spread: "standard deviation of the background natural flux over the members",
  natural_posterior: "natural flux, posterior ensemble mean",
  natural_posterior_spread: "standard deviation of the posterior natural flux over the members",
  natural_truth: "natural flux, truth of the twin experiment",
  fossil: "flux from fossil fuels, imposed",
  fire: "flux from fires, imposed",
};

export function recordFluxes(
  folder: RunFolder,
  layout: LaneLayout,
  regions: readonly Region[],
  ensemble: FluxEnsemble,
  known: KnownFluxes,
): FluxRecorder {
  const { grid } = folder;
  const { cells } = grid;
  const { members, lanes } = layout;
  const backgrounds = new Map<Time, Fields>();
  const members_ = new Float32Array(cells * lanes);

  const hourOf = (fields: Fields, name: string, hour: number): Float32Array => {
    let field = fields.get(name);
    if (field === undefined) {
      field = new Float32Array(HOURS * cells);
      fields.set(name, field);
    }
    return field.subarray(hour * cells, (hour + 1) * cells);
  };
  const meanAndSpread = (fields: Fields, name: string, hour: number, natural: Float32Array): void => {
    const mean = hourOf(fields, name, hour);
    const spread = hourOf(fields, `${name}_spread`, hour);
    for (let cell = 0; cell < cells; cell++) {
      const start = cell * lanes;
      let sum = 0;
      for (let m = 0; m < members; m++) sum += natural[start + m];
      let squares = 0;
      for (let m = 0; m < members; m++) squares += (natural[start + m] - sum / members) ** 2;
      mean[cell] = sum / members;
      spread[cell] = Math.sqrt(squares / Math.max(1, members - 1));
    }
  };
  /** Adds a share of member fluxes to totals of regions, [region][member], [mol s-1]. */
  const addTotals = (totals: Float64Array, natural: Float32Array, share: number): void => {
    regions.forEach((region, r) => {
      for (let cell = 0; cell < cells; cell++) {
        if (region.share[cell] === 0) continue;
        const weight = share * region.share[cell] * grid.area[cell];
        for (let m = 0; m < members; m++) totals[r * members + m] += weight * natural[cell * lanes + m];
      }
    });
  };

  return {
    background(time, natural) {
      const day = Math.floor(time / SECONDS_PER_DAY) * SECONDS_PER_DAY;
      let fields = backgrounds.get(day);
      if (fields === undefined) backgrounds.set(day, (fields = new Map()));
      meanAndSpread(fields, "natural_background", (time - day) / SECONDS_PER_HOUR, natural);
    },
    save: () => backgrounds,
    resume(held) {
      backgrounds.clear();
      for (const [day, fields] of held) backgrounds.set(day, new Map(fields));
    },
    async finish(day) {
      const fields: Fields = new Map();
      const totals = new Float64Array(regions.length * members);
      for (let hour = 0; hour < HOURS; hour++) {
        const time = day + hour * SECONDS_PER_HOUR;
        hourOf(fields, "natural_prior", hour).set(known.natural(time));
        hourOf(fields, "natural_prior_spread", hour).set(ensemble.priorSpread(time));
        ensemble.naturalFlux(time, members_);
        meanAndSpread(fields, "natural_posterior", hour, members_);
        addTotals(totals, members_, 1 / HOURS);
        if (known.truth !== undefined) hourOf(fields, "natural_truth", hour).set(known.truth(time));
        hourOf(fields, "fossil", hour).set(known.fossil(time));
        hourOf(fields, "fire", hour).set(known.fire(time));
      }
      for (const [name, field] of backgrounds.get(day) ?? []) fields.set(name, field);
      backgrounds.delete(day);
      const names = Object.keys(LONG_NAMES).filter((name) => fields.has(name));
      const hourly = names.map(
        (name): NumberVariable => ({
          name,
          type: "f4",
          dimensions: ["time", "y", "x"],
          attributes: {
            long_name: LONG_NAMES[name],
            units: FLUX_UNIT,
            cell_methods: "time: mean",
            ...(!name.endsWith("_spread") && { standard_name: STANDARD_NAME, comment: "positive to the atmosphere" }),
            ...onGrid(grid),
          },
          data: fields.get(name) ?? [],
        }),
      );
      const times = Array.from({ length: HOURS }, (_, hour) => day + hour * SECONDS_PER_HOUR);
      const parts = joinParts(timeCoordinate(times, SECONDS_PER_HOUR), gridVariables(grid));
      await writeNetcdf(dayFile(folder, "flux", day), {
        attributes: fileAttributes(folder, "surface fluxes of CO2"),
        dimensions: { ...parts.dimensions, region: regions.length, member: members },
        variables: [...parts.variables, ...hourly, ...geography(folder), ...regionTotals(regions, totals)],
      });
    },
  };
}

function geography({ grid, landFraction }: RunFolder): NumberVariable[] {
  const onCells = { type: "f4", dimensions: ["y", "x"] } as const;
  return [
    {
      ...onCells,
      name: "cell_area",
      attributes: { standard_name: "cell_area", units: "m2", ...onGrid(grid) },
      data: grid.area,
    },
    {
      ...onCells,
      name: "land_fraction",
      attributes: { standard_name: "land_area_fraction", units: "1", ...onGrid(grid) },
      data: landFraction,
    },
  ];
}

function regionTotals(regions: readonly Region[], totals: Float64Array): OutputVariable[] {
  return [
    {
      name: "region_name",
      type: "string",
      dimensions: ["region"],
      attributes: { long_name: "region" },
      data: regions.map(({ id }) => id),
    },
    {
      name: "region_total_posterior",
      type: "f8",
      dimensions: ["region", "member"],
      attributes: { long_name: "posterior natural flux of the region, mean of the day, each member", units: "mol s-1" },
      data: totals,
    },
  ];
}
