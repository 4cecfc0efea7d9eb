/** What the names of EDGAR's files say: gas, short cycle or not, year, month and sector. */

export interface EdgarName {
  readonly gas: string;
  /** Biofuel: carbon that plants took up not long before. */
  readonly shortCycle: boolean;
  readonly year: number;
  /** Undefined in a map of a year. */
  readonly month: number | undefined;
  /** `TOTALS` is the sum of all. */
  readonly sector: string;
}

const NAME =
  /^(?:v\d|EDGAR).*?_(CO2|CH4|N2O|GWP_\w+?)(bio|_excl_short-cycle_org_C|_org_short-cycle_C)?_(\d{4})(?:_(\d{1,2}))?(?:_([A-Z][\w-]*?))?(?:_(?:emi|flx))?(?:_nc|_txt)?(?:\.\d.*?)?(?:\.(?:nc|txt|zip))?$/;

/** @param name of a file, without folders @returns undefined where it is none of EDGAR's */
export function edgarName(name: string): EdgarName | undefined {
  const match = NAME.exec(name);
  if (match === null) return undefined;
  const [, gas, cycle, year, month, sector = "TOTALS"] = match;
  return {
    gas,
    shortCycle: cycle === "bio" || cycle === "_org_short-cycle_C",
    year: Number(year),
    month: month === undefined ? undefined : Number(month),
    sector,
  };
}
