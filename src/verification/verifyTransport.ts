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
import { compareVerticalVelocity, type VerticalVelocityRow } from "./verticalVelocity.js";
import { openWeather, weatherSets } from "./weatherFile.js";
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

/** Three and a half minutes on 2 idle cores. */
export const longExtent: VerificationExtent = {
  weather: { spacing: 64e3, hours: 24 },
  resolutions: [25, 50, 100, 200, 400],
  precision: { spacing: 256e3, hours: 30 * 24 },
  threads: { spacing: 128e3, hours: 24 },
};

export interface VerificationSetup {
  readonly extent: VerificationExtent;
  readonly loadKernels: (threads: number) => Promise<Kernels>;
  /** Weather files to run in besides synthetic weather; those of WRF or MCIP are one weather. */
  readonly weatherFiles: readonly string[];
  /** Hears what is computed next. */
  readonly progress: (text: string) => void;
}

export interface Verification {
  readonly findings: readonly Finding[];
  /** Errors of the problems with a known end, by resolution. */
  readonly errors: readonly ErrorRow[];
  /** Vertical motion in weather files that hold some, beside that of continuity. */
  readonly verticalVelocity: readonly VerticalVelocityRow[];
  /** The closed flows at 64 km, or at the finest resolution where that is not among them; for figures. */
  readonly pictures: readonly RoundTrip[];
}

const FASTEST = 120;
const JANUARY = Date.UTC(2016, 0, 15) / 1000;
const FLOWS: readonly ClosedFlow[] = ["rotation", "swirl"];
const MIXING: readonly Mixing[] = ["local", "acm2"];

/**
 * @throws JdasError where a weather file cannot serve, NumericalError where the transport breaks down
 * @example
 * import { loadKernels, verifyTransport } from "openjdas";
 *
 * const { findings } = await verifyTransport({
 *   extent: {
 *     weather: { spacing: 512e3, hours: 1 },
 *     resolutions: [25],
 *     precision: { spacing: 512e3, hours: 1 },
 *     threads: { spacing: 512e3, hours: 1 },
 *   },
 *   loadKernels,
 *   weatherFiles: [],
 *   progress: () => {},
 * });
 * const random = findings.filter(({ subject }) => subject.startsWith("random winds"));
 * random.every(({ passed }) => passed); // => true
 */
export async function verifyTransport(setup: VerificationSetup): Promise<Verification> {
  const { extent, loadKernels, progress } = setup;
  const one = await loadKernels(1);
  const two = await loadKernels(2);
  try {
    progress("random winds");
    const findings = randomWinds(two);
    const files = await inWeatherFiles(setup, two);
    findings.push(...files.findings, ...inWeather(setup, two));
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
    return { findings, errors, verticalVelocity: files.verticalVelocity, pictures };
  } finally {
    await one.close();
    await two.close();
  }
}

async function inWeatherFiles(
  { extent, weatherFiles, progress }: VerificationSetup,
  kernels: Kernels,
): Promise<Pick<Verification, "findings" | "verticalVelocity">> {
  const domain = chinaGrid(extent.weather.spacing);
  const layers = verticalPreset("jdas-15");
  const findings: Finding[] = [];
  const verticalVelocity: VerticalVelocityRow[] = [];
  for (const set of await weatherSets(weatherFiles)) {
    const opened = await openWeather(set, domain, layers, extent.weather.hours);
    const { name, grid, vertical, weather, start, hours, velocity } = opened;
    try {
      const subject = describe(name, grid.dx, hours);
      progress(subject);
      findings.push(...weatherFindings(subject, runWeather(kernels, grid, vertical, weather, start, hours)));
      if (velocity !== undefined) {
        verticalVelocity.push(...compareVerticalVelocity(subject, grid, vertical, weather, velocity));
      }
    } finally {
      weather.close();
      velocity?.close();
    }
  }
  return { findings, verticalVelocity };
}

function describe(name: string, spacing: number, hours: number): string {
  return `${name}, ${spacing / 1000} km, ${hours} h`;
}

function inWeather({ extent, progress }: VerificationSetup, kernels: Kernels): Finding[] {
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
  const findings: Finding[] = [];
  for (const [name, source, start, mixing] of cases) {
    const subject = describe(name, spacing, hours);
    progress(subject);
    findings.push(...weatherFindings(subject, runWeather(kernels, grid, vertical, source, start, hours, mixing)));
  }
  return findings;
}
