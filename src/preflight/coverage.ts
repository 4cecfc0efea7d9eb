/** What each input of an experiment covers of its period. What one lacks is refused when it is opened, not told here. */
import { SECONDS_PER_DAY, SECONDS_PER_YEAR } from "../constants.js";
import type { Inputs } from "../experiments/setup/inputs.js";
import { screenedObservations } from "../experiments/setup/observations.js";
import { formatTime, type Time } from "../time.js";
import type { InputCoverage } from "./preflight.js";

export function inputCoverage(inputs: Inputs): InputCoverage[] {
  const { plan, weather, fluxes, background, observed } = inputs;
  const whole = "every hour of the period";
  const truth = inputs.kind === "twin" ? inputs.truth.given : [];
  return [
    { input: "weather", title: weather.title, covers: spanInWords(weather.coverage), files: weather.files.length },
    ...fluxes.sources.map(({ component, title, files }) => ({
      input: component,
      title,
      covers: whole,
      files: files.length,
    })),
    ...truth.map(({ component, title, files }) => ({
      input: `true ${component}`,
      title,
      covers: whole,
      files: files.length,
    })),
    {
      input: "background",
      title: background.title,
      covers: "start and sides of the period",
      files: background.files.length,
    },
    ...(observed === "nothing"
      ? []
      : [
          {
            input: "observations",
            title: observed.set.title,
            covers: daysInWords(observedDays(inputs), plan.period),
            files: observed.set.files.length,
          },
        ]),
  ];
}

interface Period {
  readonly start: Time;
  readonly end: Time;
}

/** Weather that is not of any time gives both ends of all that can be told. */
function spanInWords({ start, end }: Period): string {
  return end - start > 1e4 * SECONDS_PER_YEAR ? "any time" : `${formatTime(start)} to ${formatTime(end)}`;
}

/** Days of the period with an observation that is to be assimilated; of a forward run, with a good one of the domain. */
export function observedDays(inputs: Inputs): Set<Time> {
  const wanted = inputs.kind === "forward" ? ["assimilated", "validation", "thinned"] : ["assimilated"];
  return new Set(
    screenedObservations(inputs).flatMap(({ observation: { time }, fate }) =>
      wanted.includes(fate) ? [Math.floor(time / SECONDS_PER_DAY) * SECONDS_PER_DAY] : [],
    ),
  );
}

/** @returns how many days have none of them, and the most in a row */
export function gapsBetween(days: ReadonlySet<Time>, { start, end }: Period): { without: number; longest: number } {
  let [without, longest, row] = [0, 0, 0];
  for (let day = start; day < end; day += SECONDS_PER_DAY) {
    row = days.has(day) ? 0 : row + 1;
    if (row > 0) without++;
    longest = Math.max(longest, row);
  }
  return { without, longest };
}

function daysInWords(days: ReadonlySet<Time>, period: Period): string {
  const { without, longest } = gapsBetween(days, period);
  const of = (period.end - period.start) / SECONDS_PER_DAY;
  if (without === 0) return `each of ${of} days`;
  return `${of - without} of ${of} days, at most ${longest} without`;
}
