/**
 * Proofs of the transport on this machine: what must hold in any weather, flows with a known end, the one-dimensional
 * problems beside CMAQ's scheme, float32 beside float64, and one thread beside two.
 */
import type { Kernels } from "../kernels/load.js";
import { verticalPreset } from "../grids/verticalCoordinate.js";
import type { Time } from "../time.js";
import { CLOSED_HOURS, type ClosedFlow } from "./closedFlows.js";
import { BOUNDED_CELLS, convergence } from "./convergence.js";
import type { ErrorRow } from "./errorRow.js";
import type { Finding } from "./finding.js";
import { type Mixing, mixingNames } from "./forcing.js";
import { lineProblems } from "./lineProblems.js";
import { precision, threadsAgree } from "./precision.js";
import { randomWinds } from "./randomWinds.js";
import { gale, jumping } from "./roughWeather.js";
import { type RoundTrip, roundTrip } from "./roundTrip.js";
import { chinaGrid, chinaWeather, SUMMER_START } from "./summer.js";
import { openWeatherFile } from "./weatherFile.js";
import { runWeather, weatherFindings } from "./weatherRun.js";

/** How much is computed. */
export interface VerificationExtent {
  /** Cell size [m] and hours of the runs in weather. */
  readonly weather: { readonly spacing: number; readonly hours: number };
  /** Cells along a side of the closed flows, multiples of 25, coarse to fine. */
  readonly resolutions: readonly number[];
  readonly precision: { readonly spacing: number; readonly hours: number };
  readonly threads: { readonly spacing: number; readonly hours: number };
}

/** Under a minute on 2 cores. */
export const quickExtent: VerificationExtent = {
  weather: { spacing: 64e3, hours: 3 },
  resolutions: [25, 50, 100, 200],
  precision: { spacing: 256e3, hours: 24 },
  threads: { spacing: 256e3, hours: 24 },
};

/** Some ten minutes. */
export const longExtent: VerificationExtent = {
  weather: { spacing: 64e3, hours: 24 },
  resolutions: [25, 50, 100, 200, 400],
  precision: { spacing: 256e3, hours: 30 * 24 },
  threads: { spacing: 128e3, hours: 24 },
};

export interface VerificationSetup {
  readonly extent: VerificationExtent;
  readonly loadKernels: (threads: number) => Promise<Kernels>;
  /** Weather files to run in besides synthetic weather. */
  readonly weatherFiles: readonly string[];
  /** Hears what is computed next. */
  readonly progress: (text: string) => void;
}

export interface Verification {
  readonly findings: readonly Finding[];
  /** Errors of the problems with a known end, by resolution. */
  readonly errors: readonly ErrorRow[];
  /** The closed flows at 64 km, or at the finest resolution where that is not among them; for figures. */
  readonly pictures: readonly RoundTrip[];
}

const FASTEST = 120;
const JANUARY = Date.UTC(2016, 0, 15) / 1000;
const FLOWS: readonly ClosedFlow[] = ["rotation", "swirl"];
const MIXING: readonly Mixing[] = ["local", "acm2"];

/** @throws JdasError where a weather file cannot serve, NumericalError where the transport breaks down */
export async function verifyTransport(setup: VerificationSetup): Promise<Verification> {
  const { extent, loadKernels, progress } = setup;
  const one = await loadKernels(1);
  const two = await loadKernels(2);
  try {
    progress("random winds");
    const findings = randomWinds(two);
    findings.push(...(await inWeather(setup, two)));
    const errors: ErrorRow[] = [];
    const pictures: RoundTrip[] = [];
    for (const flow of FLOWS) {
      const trips = extent.resolutions.map((n) => {
        progress(`${flow}, ${n} x ${n} cells, ${CLOSED_HOURS} h`);
        return roundTrip(two, flow, n);
      });
      const result = convergence(trips);
      findings.push(...result.findings);
      errors.push(...result.errors);
      pictures.push(trips.find(({ grid }) => grid.columns === BOUNDED_CELLS) ?? trips[trips.length - 1]);
    }
    progress("one dimension, beside CMAQ's scheme");
    const lines = lineProblems(two);
    findings.push(...lines.findings);
    errors.push(...lines.errors);
    progress("one thread beside two");
    findings.push(...threadsAgree(one, two, extent.threads.spacing, extent.threads.hours));
    const { spacing, hours } = extent.precision;
    for (const mixing of MIXING) {
      progress(`float32 beside float64, ${mixingNames[mixing]}, ${hours} h`);
      findings.push(...precision(two, mixing, spacing, hours, (day) => progress(`  ${24 * day} of ${hours} h`)));
    }
    return { findings, errors, pictures };
  } finally {
    await one.close();
    await two.close();
  }
}

async function inWeather({ extent, weatherFiles, progress }: VerificationSetup, kernels: Kernels): Promise<Finding[]> {
  const { spacing, hours } = extent.weather;
  const grid = chinaGrid(spacing);
  const vertical = verticalPreset("jdas-15");
  const weather = chinaWeather(grid, vertical, 3);
  const other = chinaWeather(grid, vertical, 4);
  const jump = jumping(gale(weather, FASTEST), gale(other, FASTEST));
  const cases: [string, typeof weather, Time, Mixing][] = [
    ["synthetic July", weather, SUMMER_START, "local"],
    ["synthetic July, ACM2", weather, SUMMER_START, "acm2"],
    ["synthetic January", weather, JANUARY, "local"],
    [`synthetic January blown up to ${FASTEST} m s-1`, gale(weather, FASTEST), JANUARY, "local"],
    [`another January every hour, up to ${FASTEST} m s-1`, jump, JANUARY, "local"],
  ];
  const describe = (name: string, length: number): string => `${name}, ${spacing / 1000} km, ${length} h`;
  const findings: Finding[] = [];
  for (const file of weatherFiles) {
    const period = await openWeatherFile(file, grid, vertical);
    try {
      const length = Math.min(hours, period.hours);
      const subject = describe(file.slice(file.lastIndexOf("/") + 1), length);
      progress(subject);
      findings.push(
        ...weatherFindings(subject, runWeather(kernels, grid, vertical, period.weather, period.start, length)),
      );
    } finally {
      period.weather.close();
    }
  }
  for (const [name, source, start, mixing] of cases) {
    const subject = describe(name, hours);
    progress(subject);
    findings.push(...weatherFindings(subject, runWeather(kernels, grid, vertical, source, start, hours, mixing)));
  }
  return findings;
}
