/** Writes small weather files on sigma or hybrid layers, in the layouts that models and archives use. */
import type { NumberVariable } from "../../../src/io/outputDataset.js";
import { writeNetcdf } from "../../../src/io/writeNetcdf.js";

/**
 * `cf`: bounds of the level with formula terms of their own; `cmip`: bounds of each term, a times p0; `ecmwf`: hyai and
 * hybi [Pa], [1]; `cam`: hyai as a fraction of P0, levels in hPa; `half`: a coordinate of half levels; `sigma`: bounds of sigma under ptop;
 * `points`: hybrid levels without interfaces.
 */
type Layout = "cf" | "cmip" | "ecmwf" | "cam" | "half" | "sigma" | "points";
export const layouts = ["cf", "cmip", "ecmwf", "cam", "half"] as const;

export interface LayeredFile {
  readonly layout: Layout;
  /** From the ground, [Pa] and [1]; of `sigma`: a = ptop (1 - b). */
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly fromTop: boolean;
  readonly latitudes: readonly number[];
  readonly longitudes: readonly number[];
  /** Of a layer counted from the ground, at a place, for each variable on levels. */
  readonly value: (name: "u" | "v" | "t" | "q", layer: number, longitude: number, latitude: number) => number;
  readonly surfacePressure: (longitude: number, latitude: number) => number;
  /** Removed again, or put out of order. */
  readonly without?: readonly string[];
  readonly spoil?: (name: string, data: number[]) => number[];
}

const P0 = 1e5;

export async function writeLayers(path: string, file: LayeredFile): Promise<void> {
  const { latitudes, longitudes, fromTop, layout } = file;
  const layers = file.a.length - 1;
  const order = Array.from({ length: layers }, (_, k) => (fromTop ? layers - 1 - k : k));
  const [a, b] = fromTop ? [file.a.toReversed(), file.b.toReversed()] : [file.a, file.b];
  const middle = (edges: readonly number[]): number[] => order.map((_, k) => (edges[k] + edges[k + 1]) / 2);
  const pairs = (edges: readonly number[]): number[] => order.flatMap((_, k) => [edges[k], edges[k + 1]]);
  const share = (edges: readonly number[]): number[] => edges.map((value) => value / P0);
  const scalar = (name: string, value: number): NumberVariable => {
    return { name, type: "f8", dimensions: [], attributes: { units: "Pa" }, data: [value] };
  };
  const made = (
    name: string,
    dimension: "lev" | "ends" | "ilev",
    data: number[],
    attributes: Record<string, string> = {},
  ): NumberVariable => {
    const dimensions = dimension === "ends" ? ["lev", "ends"] : [dimension];
    return { name, type: "f8", dimensions, attributes: { units: "1", ...attributes }, data };
  };
  const hybrid = { standard_name: "atmosphere_hybrid_sigma_pressure_coordinate", axis: "Z" };
  const nominal = middle(a.map((value, k) => value / P0 + b[k]));
  const levels = (): NumberVariable[] => {
    switch (layout) {
      case "cf":
        return [
          made("lev", "lev", nominal, { ...hybrid, formula_terms: "ap: ap b: b ps: sp", bounds: "lev_bnds" }),
          made("lev_bnds", "ends", pairs(nominal.concat(0)), { formula_terms: "ap: ap_bnds b: b_bnds ps: sp" }),
          made("ap", "lev", middle(a), { units: "Pa" }),
          made("b", "lev", middle(b)),
          made("ap_bnds", "ends", pairs(a)),
          made("b_bnds", "ends", pairs(b)),
        ];
      case "cmip":
        return [
          made("lev", "lev", nominal, { ...hybrid, units: "1", formula_terms: "p0: p0 a: a b: b ps: sp" }),
          scalar("p0", P0),
          made("a", "lev", share(middle(a)), { bounds: "a_bnds" }),
          made("b", "lev", middle(b), { bounds: "b_bnds" }),
          made("a_bnds", "ends", share(pairs(a))),
          made("b_bnds", "ends", pairs(b)),
        ];
      case "ecmwf":
        return [
          made(
            "lev",
            "lev",
            order.map((k) => layers - k),
          ),
          made("hyam", "lev", middle(a), { units: "Pa" }),
          made("hybm", "lev", middle(b), { units: "1" }),
          made("hyai", "ilev", [...a], { units: "Pa" }),
          made("hybi", "ilev", [...b], { units: "1" }),
        ];
      case "cam":
        return [
          made(
            "lev",
            "lev",
            nominal.map((value) => 1000 * value),
            { ...hybrid, units: "hPa", positive: "down", formula_terms: "a: hyam b: hybm p0: P0 ps: sp" },
          ),
          scalar("P0", P0),
          made("hyam", "lev", share(middle(a))),
          made("hybm", "lev", middle(b)),
          made("hyai", "ilev", share(a)),
          made("hybi", "ilev", [...b]),
        ];
      case "half":
        return [
          made("lev", "lev", nominal, { ...hybrid, formula_terms: "ap: ap b: b ps: sp" }),
          made("ap", "lev", middle(a)),
          made("b", "lev", middle(b)),
          made(
            "ilev",
            "ilev",
            a.map((value, k) => value / P0 + b[k]),
            {
              ...hybrid,
              formula_terms: "ap: api b: bi ps: sp",
            },
          ),
          made("api", "ilev", [...a]),
          made("bi", "ilev", [...b]),
        ];
      case "sigma":
        return [
          made("lev", "lev", middle(b), {
            standard_name: "atmosphere_sigma_coordinate",
            formula_terms: "sigma: lev ps: sp ptop: ptop",
            bounds: "lev_bnds",
          }),
          made("lev_bnds", "ends", pairs(b)),
          scalar("ptop", file.a[layers]),
        ];
      case "points":
        return [
          made("lev", "lev", nominal, { ...hybrid, formula_terms: "ap: ap b: b ps: sp" }),
          made("ap", "lev", middle(a)),
          made("b", "lev", middle(b)),
        ];
    }
  };
  const field = (name: "u" | "v" | "t" | "q", units: string): NumberVariable => {
    const data = order.flatMap((layer) =>
      latitudes.flatMap((lat) => longitudes.map((lon) => file.value(name, layer, lon, lat))),
    );
    return { name, type: "f8", dimensions: ["time", "lev", "lat", "lon"], attributes: { units }, data };
  };
  const variables: NumberVariable[] = [
    ...(["time", "lat", "lon"] as const).map((name) => {
      const units = { time: "hours since 2016-07-01", lat: "degrees_north", lon: "degrees_east" }[name];
      const data = { time: [0], lat: [...latitudes], lon: [...longitudes] }[name];
      return { name, type: "f8" as const, dimensions: [name], attributes: { units }, data };
    }),
    ...levels(),
    field("u", "m s-1"),
    field("v", "m s-1"),
    field("t", "K"),
    field("q", "kg kg-1"),
    {
      name: "sp",
      type: "f8",
      dimensions: ["time", "lat", "lon"],
      attributes: { units: "Pa" },
      data: latitudes.flatMap((lat) => longitudes.map((lon) => file.surfacePressure(lon, lat))),
    },
  ];
  const written = variables
    .filter(({ name }) => !(file.without ?? []).includes(name))
    .map((one) => ({ ...one, data: file.spoil?.(one.name, Array.from(one.data)) ?? one.data }));
  await writeNetcdf(path, {
    attributes: {},
    dimensions: { time: 1, lev: layers, ilev: layers + 1, ends: 2, lat: latitudes.length, lon: longitudes.length },
    variables: written,
  });
}
