/** Hours of CO2 of a tower in the form of ICOS's text files: the fifth hour of July 2016 flagged, the sixth missing. */

const HEADER = [
  "# TITLE: CO2",
  "# STATION CODE: XIA",
  "# LATITUDE: 34.0 N",
  "# LONGITUDE: 114.0 E",
  "# ALTITUDE: 60 m asl",
  "# SAMPLING HEIGHTS: 80 m agl",
  "# PARAMETER: CO2",
  "# TIME INTERVAL: hourly",
  "# TIME ZONE: UTC",
  "# MEASUREMENT UNIT: µmol.mol-¹",
  "# MEASUREMENT SCALE: WMO CO2 X2019",
  "#Site;SamplingHeight;Year;Month;Day;Hour;Minute;co2;Stdev;NbPoints;Flag",
];

/** @param hours at most those of nine days @param ppm of an hour */
export function icosTower(hours: number, ppm: (hour: number) => number): string {
  const rows = Array.from({ length: hours }, (_, i) => {
    const [day, hour] = [1 + Math.floor(i / 24), i % 24];
    const value = i === 5 ? "-999.990" : ppm(i).toFixed(1);
    return `XIA;80;2016;07;0${day};${hour};00;${value};0.9;50;${i === 4 ? "K" : "O"}`;
  });
  return `${[...HEADER, ...rows].join("\n")}\n`;
}
