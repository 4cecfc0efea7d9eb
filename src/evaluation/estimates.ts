/**
 * What a run estimated beside mole fraction and fluxes: offsets of the lateral boundary by side and biases of the
 * retrievals by region, over the scored period, beside the truth of a twin.
 */
import { type ParameterSeries, readParameters } from "../runs/parameterFile.js";
import type { Time } from "../time.js";
import { mean } from "./columnStatistics.js";
import type { EstimateRow } from "./rows.js";

/** @returns no row where nothing was estimated */
export async function readEstimates(folder: string, from: Time, end: Time): Promise<EstimateRow[]> {
  const parameters = await readParameters(folder);
  if (parameters === undefined) return [];
  const { times, boundary_offset: offset, retrieval_bias: bias } = parameters;
  const scored = times.flatMap((time, day) => (time > from && time <= end ? [day] : []));
  if (scored.length === 0) return [];
  return [
    ...(offset === undefined ? [] : rowsOf("boundary offset", offset, offset.parts, scored)),
    ...(bias === undefined
      ? []
      : rowsOf(
          "retrieval bias",
          bias,
          Array.from(bias.longitude, (_, i) => placeOf(bias, i)),
          scored,
        )),
  ];
}

/** @param scored days that count, the last of them not empty */
function rowsOf(
  parameter: EstimateRow["parameter"],
  { mean: values, spread, truth }: ParameterSeries,
  places: readonly string[],
  scored: readonly number[],
): EstimateRow[] {
  return places.map((place, i) => {
    const of = (data: ArrayLike<number>): number[] => scored.map((day) => data[day * places.length + i]);
    return {
      parameter,
      place,
      mean: mean(of(values)),
      spread: mean(of(spread)),
      truth: truth === undefined ? Number.NaN : mean(of(truth)),
      last: of(values)[scored.length - 1],
    };
  });
}

/** The centre of a region in words. */
function placeOf(
  { longitude, latitude }: { readonly longitude: ArrayLike<number>; readonly latitude: ArrayLike<number> },
  i: number,
): string {
  const [north, east] = [latitude[i], longitude[i]];
  return `${Math.abs(north).toFixed(1)}${north < 0 ? "S" : "N"} ${Math.abs(east).toFixed(1)}${east < 0 ? "W" : "E"}`;
}
