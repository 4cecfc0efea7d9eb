/** Keys that the sections of emission inventories share, and the inventory's flux from such a section. */
import { z } from "zod";
import type { Inventory } from "../fluxes/inventories/emissionPart.js";
import { type EmissionMass, emissionMasses } from "../fluxes/inventories/emissionUnits.js";
import { inventoryFlux, type InventoryFlux } from "../fluxes/inventories/inventoryFlux.js";
import { profileNames } from "../fluxes/inventories/timeProfiles.js";
import type { FluxContext } from "./product.js";
import { datesOf, files, inventoryDates } from "./section.js";

/** Words for no profile, and for one of the table for all. */
const words = ["none", ...profileNames] as const;

/** Or numbers. */
const profile = <const Word extends string>(count: number, known: readonly Word[]) =>
  z.union([z.enum(known), z.array(z.number().min(0)).length(count)]);

/** Or shares [1] of ranges of heights above the ground [m]. */
const heights = <const Word extends string>(known: readonly Word[]) =>
  z.union([
    z.enum(known),
    z
      .strictObject({
        upTo: z.array(z.number().positive().max(5000)).min(1),
        share: z.array(z.number().min(0)).min(1),
      })
      .superRefine(({ upTo, share }, context) => {
        const fault = (key: string, message: string): void =>
          context.addIssue({ code: "custom", path: [key], message });
        if (share.length !== upTo.length)
          fault("share", `${share.length} shares; expected ${upTo.length}, one of each range`);
        if (upTo.some((height, i) => i > 0 && !(height > upTo[i - 1]))) fault("upTo", "expected ascending heights");
        if (!share.some((one) => one > 0)) fault("share", "expected some above 0");
      }),
  ]);

/** Mean solar time, or hours ahead of UTC. */
const clock = z.union([z.literal("solar"), z.number().min(-12).max(14)]);

/** Of emissions without sectors; absent is none. */
export const profileKeys = {
  diurnal: profile(24, words).optional(),
  weekly: profile(7, words).optional(),
  heights: heights(words).optional(),
  clock: clock.optional(),
};

const bySector = [...words, "sector"] as const;

export const inventoryKeys = {
  files,
  /** In place of the files' own. */
  units: z.string().optional(),
  dates: inventoryDates,
  /** `sector`: that of each. */
  diurnal: profile(24, bySector).default("none"),
  weekly: profile(7, bySector).default("none"),
  heights: heights(bySector).default("none"),
  clock: clock.default("solar"),
};

/** What masses are of, where no file says. */
export const massOf = (usual: EmissionMass) => z.enum(emissionMasses).default(usual);

const inventorySection = z.object(inventoryKeys);

export function openInventory(
  inventory: Inventory,
  title: string,
  { dates, diurnal, weekly, clock, heights }: z.output<typeof inventorySection>,
  { grid, landFraction, period, component }: FluxContext,
): Promise<InventoryFlux> {
  return inventoryFlux(
    inventory,
    { title, component, dates: datesOf(dates), diurnal, weekly, clock, heights },
    { grid, landFraction, period },
  );
}
