/** The smallest twin that has everything: 8 x 8 cells, 4 members, 5 days. Most of its time is set-up and evaluation. */
import type { ExperimentFile } from "../../src/config/schema.js";

export const tinyTwin = {
  title: "Tiny twin",
  output: "out",
  period: { start: "2016-07-01", end: "2016-07-06" },
  grid: {
    name: "tiny",
    projection: "+proj=stere +lat_0=35 +lon_0=110 +R=6370000",
    columns: 8,
    rows: 8,
    spacingKm: 300,
    centre: [110, 35],
  },
  vertical: { sigma: [1, 0.9, 0.6, 0.3, 0], topHPa: 35 },
  timeStepMinutes: 60,
  meteorology: { source: "synthetic" },
  background: { source: "synthetic" },
  observations: { source: "synthetic", network: "towers" },
  twin: {},
  ensemble: { members: 4, lagDays: 1 },
} satisfies ExperimentFile;
