/** Times of WRF's output: the texts of `Times`, "2005-09-21_03:00:00" in UTC, else XTIME where it has CF units. */
import { InputError } from "../../errors.js";
import { isTime, readTimes } from "../../io/cfTime.js";
import type { NetcdfFile } from "../../io/netcdf.js";
import type { Time } from "../../time.js";

const TEXT = /^(\d{4})-(\d\d)-(\d\d)_(\d\d):(\d\d):(\d\d)$/;

/** @returns of each step of the file @throws InputError where it tells none, or one twice */
export function wrfTimes(file: NetcdfFile): Time[] {
  const times = file.has("Times") ? fromTexts(file) : fromMinutes(file);
  const again = times.findIndex((time, i) => times.indexOf(time) < i);
  if (again < 0) return times;
  throw new InputError({
    where: file.path,
    found: `step ${again} has the time of step ${times.indexOf(times[again])}`,
    expected: "each time once",
    remedy: "cut the file so that no times overlap",
  });
}

function fromTexts(file: NetcdfFile): Time[] {
  return file
    .variable("Times")
    .readStrings()
    .map((text) => {
      const match = TEXT.exec(text);
      const [year, month, day, hour, minute, second] = (match ?? []).slice(1).map(Number);
      const time = match === null ? Number.NaN : Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
      if (Number.isFinite(time)) return time;
      throw new InputError({
        where: `${file.path}: variable "Times"`,
        found: `"${text}"`,
        expected: 'times such as "2005-09-21_03:00:00"',
      });
    });
}

function fromMinutes(file: NetcdfFile): Time[] {
  if (file.has("XTIME") && isTime(file.variable("XTIME"))) return readTimes(file.variable("XTIME"), file.path);
  throw new InputError({
    where: file.path,
    found: 'no variable "Times", and no XTIME that says since when it counts',
    expected: "the times of the output",
    remedy: "keep Times when you cut the output",
  });
}
