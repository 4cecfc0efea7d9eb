/**
 * Where assimilated soundings lie in what filter and error model expect of them, a normal distribution about the background
 * with variance spread^2 + error^2: shares of the tenths of that distribution, all 1/10 where the expectation is right; a
 * heap at both ends says that it is too narrow (Hamill 2001, doi:10.1175/1520-0493(2001)129<0550:IORHFV>2.0.CO;2).
 */
import type { RunContents } from "../runContents.js";
import { scoredColumns } from "../scoredColumns.js";

export interface RankBin {
  /** Ends of the part of the expected distribution [1]. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Of all soundings [1]. */
  readonly share: number;
}

const BINS = 10;

/** @returns none where no sounding has all that is needed */
export function rankBins(contents: RunContents): RankBin[] {
  const columns = scoredColumns(contents);
  if (columns === undefined) return [];
  const { observed, background, comparedSpread, error, biasCorrection } = columns.observations;
  const ranks = columns.of("assimilated").flatMap((i) => {
    const departure = observed[i] - background[i] - (biasCorrection[i] || 0);
    const rank = normalShare(departure / Math.hypot(comparedSpread[i], error[i]));
    return Number.isFinite(rank) ? [rank] : [];
  });
  if (ranks.length === 0) return [];
  const counts = new Float64Array(BINS);
  for (const rank of ranks) counts[Math.min(BINS - 1, Math.floor(rank * BINS))]++;
  return Array.from(counts, (count, bin) => ({
    from: bin / BINS,
    to: (bin + 1) / BINS,
    count,
    share: count / ranks.length,
  }));
}

/**
 * Share of a standard normal distribution below `z`, to 1e-7: Abramowitz & Stegun (1964), 26.2.17.
 */
export function normalShare(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const [b1, b2, b3, b4, b5] = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429];
  const tail = (Math.exp(-(z ** 2) / 2) / Math.sqrt(2 * Math.PI)) * t * (b1 + t * (b2 + t * (b3 + t * (b4 + t * b5))));
  return z >= 0 ? 1 - tail : tail;
}
