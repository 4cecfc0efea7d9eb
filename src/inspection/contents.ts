/** What a netCDF file holds, whoever made it, and what of it is odd. */
import { boundsOf, isLatitude, isLongitude } from "../io/cfAxes.js";
import { isTime } from "../io/cfTime.js";
import type { NetcdfAttribute, NetcdfFile, NetcdfVariable } from "../io/netcdf.js";
import { plainUnits, quantities, type Quantity } from "../meteorology/sources/griddedQuantities.js";
import type { Time } from "../time.js";
import { gridsOf } from "./grids.js";
import type { NetcdfContents, VariableFacts } from "./inspection.js";
import { levelsOf } from "./levels.js";
import { orFault } from "./orFault.js";
import { statisticsOf } from "./statistics.js";
import { timesOf } from "./times.js";

/** Values of a file that are looked at: 100 MB as they are in memory. */
const MOST_VALUES = 12.5e6;
/** Names of one suspicion that are listed. */
const MOST_NAMES = 6;

export interface Described {
  readonly contents: NetcdfContents;
  readonly times: readonly Time[];
  readonly suspicions: readonly string[];
  /** Of values that cannot be read. */
  readonly faults: readonly string[];
}

export function describeNetcdf(opened: NetcdfFile, most = MOST_VALUES): Described {
  const file = remembering(opened);
  const suspicions: string[] = [];
  const faults: string[] = [];
  const all = orFault(faults, () => file.variables.map((name) => file.variable(name))) ?? [];
  const data = all.filter((variable) => !isCoordinate(file, variable, all));
  const variables = variableFacts(data, most, faults);
  // Of a file whose values cannot be read one fault is enough.
  const parts = faults.length > 0 ? emptyParts : describeAxes(file, data, suspicions);
  suspicions.push(...oddities(variables, data), ...oddWeather(variables, file));
  const { times, ...axes } = parts;
  return {
    contents: {
      attributes: Object.fromEntries(Object.entries(file.attributes).map(([key, value]) => [key, inWords(value)])),
      dimensions: file.dimensions,
      variables,
      ...axes,
      times: times.map(({ facts }) => facts),
    },
    times: times.flatMap((one) => one.times),
    suspicions,
    faults,
  };
}

/** Each variable is looked up many times, and reading its attributes takes a while. */
function remembering(file: NetcdfFile): NetcdfFile {
  const known = new Map<string, NetcdfVariable>();
  return {
    ...file,
    variable(name) {
      const variable = known.get(name) ?? file.variable(name);
      known.set(name, variable);
      return variable;
    },
  };
}

const emptyParts: ReturnType<typeof describeAxes> = { grids: [], levels: [], times: [] };

function describeAxes(file: NetcdfFile, data: readonly NetcdfVariable[], suspicions: string[]) {
  const times = timesOf(file, data, suspicions);
  return { grids: gridsOf(file, data, suspicions), levels: levelsOf(file, data, suspicions), times };
}

/** Whether a variable says where or when, or belongs to one that does. */
function isCoordinate(file: NetcdfFile, variable: NetcdfVariable, all: readonly NetcdfVariable[]): boolean {
  const { name, dimensions, shape, attributes } = variable;
  const isBounds = all.some(
    (other) => other.attributes.bounds === name || (other.shape.length === 1 && boundsOf(file, other)?.name === name),
  );
  return (
    (dimensions.length === 1 && dimensions[0] === name) ||
    isBounds ||
    isLatitude(variable) ||
    isLongitude(variable) ||
    isTime(variable) ||
    attributes.grid_mapping_name !== undefined ||
    shape.includes(0)
  );
}

/** Each variable may read its share of what is left. */
function variableFacts(data: readonly NetcdfVariable[], most: number, faults: string[]): VariableFacts[] {
  let left = most;
  return data.map((variable, i) => {
    const { name, dimensions, shape, attributes } = variable;
    const { units, long_name: longName, description, var_desc: told } = attributes;
    const words = [longName, told, description].find((text) => typeof text === "string" && text.trim() !== "");
    const share = Math.max(1, Math.floor(left / (data.length - i)));
    const readable = faults.length === 0 && holdsNumbers(variable);
    const statistics = readable ? orFault(faults, () => statisticsOf(variable, share)) : undefined;
    left -= statistics?.looked ?? 0;
    return {
      name,
      dimensions,
      shape,
      ...(units !== undefined && { units: inWords(units) }),
      ...(words !== undefined && { longName: inWords(words) }),
      ...(statistics !== undefined && { statistics }),
    };
  });
}

/** A part without values tells: text has none to read as numbers. */
function holdsNumbers(variable: NetcdfVariable): boolean {
  const nothing = variable.shape.map(() => 0);
  return orFault([], () => variable.read(nothing, variable.shape.length === 0 ? undefined : nothing)) !== undefined;
}

function inWords(value: NetcdfAttribute): string {
  return [value].flat().join(", ");
}

function listed(names: readonly string[]): string {
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : "";
  return names.slice(0, MOST_NAMES).join(", ") + more;
}

function oddities(variables: readonly VariableFacts[], data: readonly NetcdfVariable[]): string[] {
  const odd: string[] = [];
  const withValues = variables.flatMap(({ statistics, ...variable }) =>
    statistics === undefined ? [] : [{ ...variable, ...statistics }],
  );
  const isFlag = (name: string): boolean =>
    /flag|quality|mask|index|count|number|_id$/i.test(name) ||
    data.find((one) => one.name === name)?.attributes.flag_values !== undefined;
  const without = withValues.filter(
    ({ name, units, shape }) => units === undefined && shape.length > 0 && !isFlag(name),
  );
  if (without.length > 0) odd.push(`no units: ${listed(without.map(({ name }) => name))}`);
  for (const { name, undeclaredFill, infinite } of withValues) {
    if (undeclaredFill !== undefined) {
      const { value, count } = undeclaredFill;
      odd.push(
        `variable "${name}": ${count} values of ${value}, which no attribute declares as missing: name it in _FillValue, for example with ncatted`,
      );
    }
    if (infinite > 0) odd.push(`variable "${name}": ${infinite} values are infinite`);
  }
  const empty = withValues.filter(({ missing, looked }) => missing === looked && looked > 0);
  if (empty.length > 0) odd.push(`without any value: ${listed(empty.map(({ name }) => name))}`);
  return odd;
}

/** Weather by its usual names that has units or values which it cannot have. */
function oddWeather(variables: readonly VariableFacts[], file: NetcdfFile): string[] {
  const known: readonly Quantity[] = Object.values(quantities);
  if (!known[0].names.some((name) => file.has(name)) || "west_east" in file.dimensions) return [];
  return variables.flatMap(({ name, units, statistics }) => {
    const quantity = known.find(({ names }) => names.includes(name));
    if (quantity === undefined || statistics?.minimum === undefined || statistics.maximum === undefined) return [];
    const written = plainUnits(units ?? "");
    const factor = units === undefined ? quantity.units[0][1] : quantity.units.find(([unit]) => unit === written)?.[1];
    const expected = quantity.units.map(([unit]) => unit).join(", ");
    if (factor === undefined) return [`variable "${name}": ${quantity.label} in "${written}"; expected ${expected}`];
    const [least, most] = quantity.range;
    if (statistics.minimum * factor >= least && statistics.maximum * factor <= most) return [];
    const found = `${quantity.label} from ${statistics.minimum} to ${statistics.maximum} ${written}`;
    return [`variable "${name}": ${found}: are the units right?`];
  });
}
