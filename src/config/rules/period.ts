/** When a run may begin and end, and how much of it may be left out of its scores. */
import { SECONDS_PER_DAY } from "../../constants.js";
import { contradiction, rule, where } from "./rule.js";

/** A century: what goes beyond it was a slip. */
const LONGEST_DAYS = 36525;

export const periodRules = [
  rule(["period"], ({ period: { start, end, spinUpDays } }) =>
    where(
      [start % SECONDS_PER_DAY !== 0, contradiction(["period", "start"], "a run starts at 00:00 UTC")],
      [
        end % SECONDS_PER_DAY !== 0,
        contradiction(["period", "end"], "a run ends at 00:00 UTC of the day after its last"),
      ],
      [
        end - start > LONGEST_DAYS * SECONDS_PER_DAY,
        contradiction(["period", "end"], `a period of more than ${LONGEST_DAYS / 365.25} years`),
      ],
      [end <= start, contradiction(["period", "end"], "the end must be after the start")],
      [
        end > start && spinUpDays * SECONDS_PER_DAY >= end - start,
        contradiction(["period", "spinUpDays"], "nothing is left to score after the spin-up"),
      ],
    ),
  ),
];
