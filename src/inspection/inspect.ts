/**
 * Looks at files as a user has them, without an experiment: what each is and holds, and what the files of each product come
 * to together. What cannot be read is a fault of its file, never an end of the rest.
 */
import { type FileLooks, lookAt } from "../io/fileLooks.js";
import { otherFormat } from "../io/otherFormats.js";
import type { Product } from "../products/product.js";
import { recogniseFile, type Registry } from "../products/registry.js";
import type { Time } from "../time.js";
import { describeNetcdf } from "./contents.js";
import { formatOf } from "./format.js";
import type { FileInspection, Inspection } from "./inspection.js";
import { orFaultLater } from "./orFault.js";
import { likelyPeriods } from "./periods.js";
import type { Places, UsedFiles } from "./opened.js";
import { inspectUses } from "./uses.js";

export interface Inspected extends Inspection {
  /** Where the observations of the files are, for a map. */
  readonly places: readonly Places[];
}

interface Looked {
  readonly inspection: FileInspection;
  readonly name: string;
  readonly products: readonly Product[];
  readonly times: readonly Time[];
  /** Where every part could be read. */
  readonly whole: boolean;
}

/** A time at which every climatology is as good as at any other. */
const SOME_YEAR = { start: Date.UTC(2015, 0, 1) / 1000, end: Date.UTC(2016, 0, 1) / 1000 };

/** @param paths as the user named them @param resolve to absolute ones */
export async function inspectFiles(
  registry: Registry,
  paths: readonly string[],
  resolve: (path: string) => string,
): Promise<Inspected> {
  const looked: Looked[] = [];
  for (const path of paths) looked.push(await inspectFile(registry, path, resolve(path)));
  const products = registry.products.filter((product) =>
    looked.some((one) => one.whole && one.products.includes(product)),
  );
  const uses = [];
  for (const product of products) {
    const own = looked.filter((one) => one.whole && one.products.includes(product));
    uses.push(...(await inspectUses(registry, product, usedFiles(own, resolve))));
  }
  return {
    files: looked.map(({ inspection }) => inspection),
    uses: uses.map(({ inspection }) => inspection),
    places: uses.flatMap(({ places }) => places ?? []),
  };
}

function usedFiles(files: readonly Looked[], resolve: (path: string) => string): UsedFiles {
  const names = files.map(({ inspection }) => inspection.path);
  const times = files.flatMap((file) => file.times);
  const periods = likelyPeriods(
    times,
    files.map(({ name }) => name),
  );
  const contents = files.flatMap(({ inspection }) => inspection.contents ?? []);
  return {
    names,
    paths: names.map(resolve),
    grids: contents.flatMap(({ grids }) => grids),
    times,
    periods: periods.length > 0 ? periods : [SOME_YEAR],
    variables: contents.flatMap(({ variables }) => variables.map(({ name }) => name)),
  };
}

async function inspectFile(registry: Registry, named: string, path: string): Promise<Looked> {
  const faults: string[] = [];
  const looked = await orFaultLater(faults, async () => {
    const looks = await lookAt(path);
    try {
      return inspectLooks(registry, named, looks);
    } finally {
      looks.close();
    }
  });
  const unreadable = { path: named, format: "unreadable", products: [], suspicions: [], faults };
  return looked ?? { inspection: unreadable, name: named, products: [], times: [], whole: false };
}

function inspectLooks(registry: Registry, path: string, looks: FileLooks): Looked {
  const format = formatOf(looks);
  const products = recogniseFile(registry, looks);
  const described = looks.netcdf === undefined ? undefined : describeNetcdf(looks.netcdf);
  return {
    name: looks.name,
    products,
    times: described?.times ?? [],
    whole: described === undefined || described.faults.length === 0,
    inspection: {
      path,
      format,
      products: products.map(({ name, title, roles }) => ({ name, title, roles: Object.keys(roles) as never })),
      ...(described !== undefined && { contents: described.contents }),
      suspicions: [...(products.length > 0 ? [] : noData(looks)), ...(described?.suspicions ?? [])],
      faults: described?.faults ?? [],
    },
  };
}

/** What a file that nobody knows is instead of data. */
function noData({ name, netcdf, firstBytes }: FileLooks): string[] {
  if (netcdf !== undefined) return [];
  const other = otherFormat(firstBytes);
  if (other !== undefined) return [`${other.found}: ${other.remedy}`];
  return /\.(nc4?|cdf|h5|hdf5?)$/i.test(name)
    ? ["it has the name of a netCDF or HDF5 file, and is none: fetch it again"]
    : [];
}
