/**
 * Conservative remapping of a column from one set of layers to another. Inside each source layer the quantity is a
 * parabola, limited so that it makes no new extrema (piecewise parabolic method, Colella & Woodward 1984, eqs. 1.5-1.10,
 * doi:10.1016/0021-9991(84)90143-8), in the two outermost layers a constant; a target layer gets the mean over its
 * extent. Interfaces may be pressures, for quantities per mass of air with uniform humidity in a layer, or air mass
 * summed from the ground. Where both sets cover the same column, sum(quantity * thickness) is the same before and after.
 */
/** Edge values of the source's layers; grows to the largest column met. */
let left = new Float64Array(64);
let right = new Float64Array(64);

/**
 * @param edges       interfaces of the source layers, [layers + 1], all rising or all falling
 * @param values      mean of each source layer, e.g. mole fraction, [layers]
 * @param targetEdges interfaces of the target layers in the same coordinate and sense, [target layers + 1]
 * @param out         target layer t goes to out[at + t * stride]; what lies beyond the source's first or last interface
 *   has the value of the nearest layer
 * @param firstEdge   value at the source's first interface (the ground), where it is known: the first layer is then a
 *   parabola as well
 */
export function remapColumn(
  edges: ArrayLike<number>,
  values: ArrayLike<number>,
  targetEdges: ArrayLike<number>,
  out: Float64Array,
  at = 0,
  stride = 1,
  firstEdge?: number,
): void {
  const layers = edges.length - 1;
  if (layers < 1 || values.length < layers || out.length <= at + (targetEdges.length - 2) * stride) {
    throw new RangeError(
      `cannot remap ${values.length} values on ${layers} layers to ${targetEdges.length - 1} layers`,
    );
  }
  if (layers > left.length) {
    left = new Float64Array(layers);
    right = new Float64Array(layers);
  }
  reconstruct(edges, values, layers, firstEdge);
  const sign = edges[layers] > edges[0] ? 1 : -1;
  let first = 0;
  for (let t = 0; t < targetEdges.length - 1; t++) {
    const from = sign * targetEdges[t];
    const to = sign * targetEdges[t + 1];
    while (first < layers - 1 && sign * edges[first + 1] <= from) first++;
    let weights = 0;
    let least = Infinity;
    let greatest = -Infinity;
    // Departures from one value, so that a uniform column stays uniform to the last bit.
    const base = values[first];
    let sum = 0;
    for (let j = first; j < layers; j++) {
      const below = sign * edges[j];
      const width = sign * edges[j + 1] - below;
      const start = j === 0 ? from : Math.max(from, below);
      const end = j === layers - 1 ? to : Math.min(to, below + width);
      if (end > start) {
        const mean = meanBetween(left[j], values[j], right[j], (start - below) / width, (end - below) / width);
        sum += (end - start) * (mean - base);
        weights += end - start;
        least = Math.min(least, left[j], right[j], values[j]);
        greatest = Math.max(greatest, left[j], right[j], values[j]);
      }
      if (sign * edges[j + 1] >= to) break;
    }
    out[at + t * stride] = weights > 0 ? Math.min(greatest, Math.max(least, base + sum / weights)) : base;
  }
}

/** Mean of a parabola between two places of its layer, 0 its lower edge and 1 its upper; constant beyond. */
function meanBetween(low: number, mean: number, high: number, start: number, end: number): number {
  if (low === mean && high === mean) return mean;
  if (start < 0 || end > 1) {
    const inner = meanBetween(low, mean, high, Math.max(0, start), Math.min(1, end));
    const [before, inside, after] = [Math.max(0, -start), Math.min(1, end) - Math.max(0, start), Math.max(0, end - 1)];
    if (inside <= 0) return mean;
    return mean + (inside * (inner - mean)) / (before + inside + after);
  }
  const curvature = 6 * (mean - 0.5 * (low + high));
  const slope = high - low + curvature;
  // Mean of low + slope x - curvature x^2.
  return low + 0.5 * slope * (start + end) - (curvature / 3) * (start * start + start * end + end * end);
}

/** Sets the limited edge values of every layer. */
function reconstruct(
  edges: ArrayLike<number>,
  values: ArrayLike<number>,
  layers: number,
  firstEdge: number | undefined,
): void {
  const width = (j: number): number => Math.abs(edges[j + 1] - edges[j]);
  for (let j = 0; j < layers - 1; j++) {
    const edge = edgeAbove(values, width, layers, j);
    right[j] = edge;
    left[j + 1] = edge;
  }
  left[0] = firstEdge ?? values[0];
  right[layers - 1] = values[layers - 1];
  for (let j = 0; j < layers; j++) {
    const [mean, low, high] = [values[j], left[j], right[j]];
    if ((high - mean) * (mean - low) <= 0) {
      left[j] = mean;
      right[j] = mean;
      continue;
    }
    const span = high - low;
    const bend = 6 * (mean - 0.5 * (low + high));
    if (span * bend > span * span) left[j] = 3 * mean - 2 * high;
    else if (-(span * span) > span * bend) right[j] = 3 * mean - 2 * low;
  }
}

/** Value at the edge between layers j and j + 1, between their means (eqs. 1.6-1.8). */
function edgeAbove(values: ArrayLike<number>, width: (j: number) => number, layers: number, j: number): number {
  const [here, above] = [width(j), width(j + 1)];
  const [value, next] = [values[j], values[j + 1]];
  if (j === 0 || j === layers - 2) return value + (here / (here + above)) * (next - value);
  const [below, beyond] = [width(j - 1), width(j + 2)];
  const sum = below + here + above + beyond;
  const lower = (below + here) / (2 * here + above);
  const upper = (beyond + above) / (2 * above + here);
  const edge =
    value +
    (here / (here + above)) * (next - value) +
    ((2 * above * here * (lower - upper) * (next - value)) / (here + above) -
      here * lower * limitedSlope(values, width, j + 1) +
      above * upper * limitedSlope(values, width, j)) /
      sum;
  return Math.min(Math.max(value, next), Math.max(Math.min(value, next), edge));
}

/** Change across layer j, at most twice the lesser of the differences from its neighbours, 0 at an extremum. */
function limitedSlope(values: ArrayLike<number>, width: (j: number) => number, j: number): number {
  const up = values[j + 1] - values[j];
  const down = values[j] - values[j - 1];
  if (up * down <= 0) return 0;
  const [below, here, above] = [width(j - 1), width(j), width(j + 1)];
  const slope =
    (here / (below + here + above)) *
    (((2 * below + here) / (above + here)) * up + ((here + 2 * above) / (below + here)) * down);
  return Math.sign(slope) * Math.min(Math.abs(slope), 2 * Math.abs(up), 2 * Math.abs(down));
}
