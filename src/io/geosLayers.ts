/**
 * The 72 layers of GEOS (MERRA, MERRA-2, GEOS-FP), whose files number them from the top and give no coefficients: those of
 * GEOS-Chem's vertical grid (http://wiki.geos-chem.org/GEOS-Chem_vertical_grids), p = a + b ps at the interfaces.
 */
import type { LevelAxis } from "./levelAxis.js";
import type { NetcdfVariable } from "./netcdf.js";

/** From the ground [hPa]. */
const A = [
  0, 0.04804826, 6.593752, 13.1348, 19.61311, 26.09201, 32.57081, 38.98201, 45.33901, 51.69611, 58.05321, 64.36264,
  70.62198, 78.83422, 89.09992, 99.36521, 109.1817, 118.9586, 128.6959, 142.91, 156.26, 169.609, 181.619, 193.097,
  203.259, 212.15, 218.776, 223.898, 224.363, 216.865, 201.192, 176.93, 150.393, 127.837, 108.663, 92.36572, 78.51231,
  66.60341, 56.38791, 47.64391, 40.17541, 33.81001, 28.36781, 23.73041, 19.7916, 16.4571, 13.6434, 11.2769, 9.292942,
  7.619842, 6.216801, 5.046801, 4.076571, 3.276431, 2.620211, 2.08497, 1.65079, 1.30051, 1.01944, 0.7951341, 0.6167791,
  0.4758061, 0.3650411, 0.2785261, 0.211349, 0.159495, 0.119703, 0.08934502, 0.06600001, 0.04758501, 0.0327, 0.02, 0.01,
];
/** From the ground; 0 above these [1]. */
const B = [
  1, 0.984952, 0.963406, 0.941865, 0.920387, 0.898908, 0.877429, 0.856018, 0.8346609, 0.8133039, 0.7919469, 0.7706375,
  0.7493782, 0.721166, 0.6858999, 0.6506349, 0.6158184, 0.5810415, 0.5463042, 0.4945902, 0.4437402, 0.3928911,
  0.3433811, 0.2944031, 0.2467411, 0.2003501, 0.1562241, 0.1136021, 0.06372006, 0.02801004, 0.006960025, 8.175413e-9,
];

/** @returns interfaces in the order of the file; undefined where the levels are not those layers */
export function geosInterfaces(level: NetcdfVariable): LevelAxis | undefined {
  if (!isGeos(level)) return undefined;
  const a = Float64Array.from(A, (value) => 100 * value);
  const b = Float64Array.from(A, (_, k) => B[k] ?? 0);
  const values = level.read();
  // Counted from the top; files may be turned around.
  return values[0] < values[1] ? { a: a.reverse(), b: b.reverse() } : { a, b };
}

/** @returns middles of the layers in the order of the file; undefined where the levels are not those layers */
export function geosLevels(level: NetcdfVariable): LevelAxis | undefined {
  const edges = geosInterfaces(level);
  if (edges === undefined) return undefined;
  const middles = (values: Float64Array): Float64Array =>
    Float64Array.from({ length: values.length - 1 }, (_, k) => (values[k] + values[k + 1]) / 2);
  return { a: middles(edges.a), b: middles(edges.b) };
}

/** GMAO calls its unit "layer"; a part of the layers is not known by its number alone. */
function isGeos({ attributes, shape }: NetcdfVariable): boolean {
  return shape[0] === A.length - 1 && /^layers?$/i.test(String(attributes.units ?? "").trim());
}
