/** Writes a footprint: hourly and summed fields as CF netCDF-4, and the map, named after the sounding. */
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../../constants.js";
import { footprintMap } from "../../evaluation/figures/footprintMap.js";
import { standardOverlays } from "../../evaluation/figures/standardOverlays.js";
import { timeCoordinate } from "../../io/cfCoordinates.js";
import { gridVariables, onGrid } from "../../io/gridVariables.js";
import { joinParts, type NumberVariable } from "../../io/outputDataset.js";
import { writeFigure } from "../../io/writeFigure.js";
import { writeNetcdf } from "../../io/writeNetcdf.js";
import { formatTime, type Time } from "../../time.js";
import { fileAttributes, type RunFolder } from "../../runs/runFolder.js";
import type { SoundingFootprint } from "./footprint.js";

/** 1e-6 over umol m-2 s-1, as UDUNITS writes it. */
const UNITS = "m2 s mol-1";
const COMMENT = "ppm of XCO2 per umol m-2 s-1 of flux: the unit m2 s mol-1 is the same number";

/**
 * @returns paths of the three files, `footprint_ID` with `.nc`, `.svg`, `.png`
 * @throws OutputError where they cannot be written
 * @example
 * import { gatherInputs, parseExperiment, silent, soundingFootprint, writeFootprint } from "openjdas";
 *
 * const experiment = `
 * title: "Weather of July"
 * output: runs/unused
 * runs: [control]
 * period: { start: 2016-07-01, end: 2016-07-03 }
 * grid: { projection: "+proj=stere +lat_0=35 +lon_0=110 +R=6370000", columns: 8, rows: 8, spacingKm: 300, centre: [110, 35] }
 * timeStepMinutes: 60
 * meteorology: { source: synthetic }
 * background: { source: synthetic }
 * `;
 * const inputs = await gatherInputs(parseExperiment(experiment, "july.yaml"), ".");
 * const target = { longitude: 110, latitude: 35, time: 1467331200 + 30 * 3600 };
 * const footprint = await soundingFootprint(inputs, target, 1, silent);
 * const { grid, vertical, landFraction, remarks } = inputs;
 * const about = { title: "Weather of July", remarks, program: "an example", history: "today" };
 * const paths = await writeFootprint({ path: ".", grid, vertical, landFraction, ...about }, footprint);
 * paths.length; // => 3
 * inputs.close();
 */
export async function writeFootprint(folder: RunFolder, footprint: SoundingFootprint): Promise<string[]> {
  const { grid } = folder;
  const { retrieval, start, end, hourly, total, background, contributions } = footprint;
  const stem = `${folder.path}/footprint_${retrieval.id}`;
  const days = (end - start) / SECONDS_PER_DAY;
  const figure = writeFigure(
    stem,
    footprintMap({
      title: `Footprint of sounding ${retrieval.id}`,
      subtitles: subtitles(footprint, folder.title),
      grid,
      total,
      days,
      longitude: retrieval.longitude,
      latitude: retrieval.latitude,
      ...standardOverlays(),
    }),
  );
  const times = Array.from(
    { length: (end - start) / SECONDS_PER_HOUR },
    (_, hour): Time => start + hour * SECONDS_PER_HOUR,
  );
  const parts = joinParts(timeCoordinate(times, SECONDS_PER_HOUR), gridVariables(grid));
  const scalar = (name: string, long_name: string, units: string, value: number): NumberVariable => {
    return { name, type: "f8", dimensions: [], attributes: { long_name, units }, data: [value] };
  };
  const fraction = (name: string, what: string, value: number): NumberVariable =>
    scalar(name, `change of the column for a uniform change of the mole fraction ${what}`, "1", value);
  const added = (name: keyof typeof contributions): NumberVariable =>
    scalar(
      `xco2_from_${name}`,
      `what the prior ${name} flux of these hours adds to XCO2`,
      "1e-6",
      1e6 * contributions[name],
    );
  await writeNetcdf(`${stem}.nc`, {
    attributes: {
      ...fileAttributes({ ...folder, remarks: footprint.remarks }, `footprint of sounding ${retrieval.id}`),
      sounding_id: retrieval.id,
    },
    dimensions: parts.dimensions,
    variables: [
      ...parts.variables,
      {
        name: "footprint",
        type: "f4",
        dimensions: ["time", "y", "x"],
        attributes: {
          long_name: "change of the sounding's XCO2 per surface flux of this cell in this hour",
          units: UNITS,
          comment: COMMENT,
          ...onGrid(grid),
        },
        data: hourly,
      },
      {
        name: "footprint_total",
        type: "f8",
        dimensions: ["y", "x"],
        attributes: {
          long_name: "change of the sounding's XCO2 per surface flux of this cell that lasts through all hours",
          units: UNITS,
          comment: COMMENT,
          ...onGrid(grid),
        },
        data: total,
      },
      scalar("sounding_time", "time of the sounding", "seconds since 1970-01-01 00:00:00", retrieval.time),
      scalar("sounding_longitude", "longitude of the sounding", "degrees_east", retrieval.longitude),
      scalar("sounding_latitude", "latitude of the sounding", "degrees_north", retrieval.latitude),
      fraction("initial_sensitivity", "at the start of the first hour", background.initial),
      fraction("boundary_sensitivity", "at the sides of the domain in all hours", background.boundary),
      fraction("column_weight", "everywhere: the sum of the column operator's weights", background.column),
      added("natural"),
      added("fossil"),
      added("fire"),
    ],
  });
  return [`${stem}.nc`, ...figure];
}

function subtitles({ retrieval, start, end, background, remarks }: SoundingFootprint, title: string): string[] {
  const { time, longitude, latitude } = retrieval;
  const percent = (value: number): string => `${Math.round((100 * value) / background.column)} %`;
  return [
    `XCO₂ of ${formatTime(time)} at ${longitude.toFixed(2)}° E, ${latitude.toFixed(2)}° N (ring) ` +
      `against fluxes from ${formatTime(start)} to ${formatTime(end)}. ${title}`,
    `Of the air it sees, ${percent(background.initial)} was in the domain at the start, ${percent(background.boundary)} came in through the sides.`,
    ...(remarks.length > 0 ? [remarks.join(" ")] : []),
  ];
}
