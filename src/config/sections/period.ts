/** The section `period`, from 00:00 UTC of the first day to 00:00 UTC of the day after the last [s since 1970]. */
import { z } from "zod";
import { time } from "../../products/section.js";

export const period = z.strictObject({ start: time, end: time, spinUpDays: z.int().min(0).default(0) });
