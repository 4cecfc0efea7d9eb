/**
 * The products that the program knows, one line each, and how they are asked for: by the role and the name that a section
 * says, or by the looks of a file. A registry is a value, so that a test or another program can add its own.
 */
import type { FileLooks } from "../io/fileLooks.js";
import { c3s } from "./c3s/index.js";
import { ceds } from "./ceds/index.js";
import { columns } from "./columns/index.js";
import { edgar } from "./edgar/index.js";
import { camsEgg4 } from "./cams-egg4/index.js";
import { camsInversion } from "./cams-inversion/index.js";
import { carbontracker } from "./carbontracker/index.js";
import { carbontrackerEurope } from "./carbontracker-europe/index.js";
import { geosChem } from "./geos-chem/index.js";
import { gfed } from "./gfed/index.js";
import { gridded } from "./gridded/index.js";
import { icos } from "./icos/index.js";
import { l2Standard } from "./l2-standard/index.js";
import { lite } from "./lite/index.js";
import { mcip } from "./mcip/index.js";
import { meic } from "./meic/index.js";
import { mosaic } from "./mosaic/index.js";
import { netcdf } from "./netcdf/index.js";
import { nies } from "./nies/index.js";
import { noaa } from "./noaa/index.js";
import { obspack } from "./obspack/index.js";
import { odiac } from "./odiac/index.js";
import { openghg } from "./openghg/index.js";
import type { Product, RoleName, Roles } from "./product.js";
import { reas } from "./reas/index.js";
import { retrievalPriors } from "./retrieval-priors/index.js";
import { takahashi } from "./takahashi/index.js";
import { tvprm } from "./tvprm/index.js";
import { synthetic } from "./synthetic/index.js";
import { wdcgg } from "./wdcgg/index.js";
import { wrf } from "./wrf/index.js";
import { tccon } from "./tccon/index.js";

/** In the order in which messages name them. */
export const standardProducts = [
  synthetic,
  gridded,
  mcip,
  wrf,
  lite,
  l2Standard,
  c3s,
  nies,
  tccon,
  columns,
  obspack,
  noaa,
  icos,
  wdcgg,
  retrievalPriors,
  meic,
  reas,
  edgar,
  odiac,
  ceds,
  mosaic,
  carbontracker,
  carbontrackerEurope,
  camsInversion,
  camsEgg4,
  geosChem,
  tvprm,
  takahashi,
  openghg,
  gfed,
  netcdf,
] as const satisfies readonly Product[];

export interface Registry {
  readonly products: readonly Product[];
}

/**
 * @throws RangeError where two products share a name, or the section of a role has the name of another
 * @example
 * import { createRegistry, standardProducts } from "openjdas";
 *
 * const readers = standardProducts.filter(({ name }) => name !== "synthetic");
 * createRegistry(readers).products.map(({ name }) => name).includes("synthetic"); // => false
 */
export function createRegistry(products: readonly Product[]): Registry {
  products.forEach(({ name, roles }, i) => {
    if (products.findIndex((other) => other.name === name) < i) throw new RangeError(`two products "${name}"`);
    for (const [role, { schema }] of Object.entries(roles)) {
      const { value } = schema.shape.source;
      if (value !== name) throw new RangeError(`product "${name}": its section in ${role} has the source "${value}"`);
    }
  });
  return { products };
}

export const standardRegistry = createRegistry(standardProducts);

/** The products that play a role. */
export function playersOf<R extends RoleName>(
  registry: Registry,
  role: R,
): (Pick<Product, "name" | "title"> & { readonly role: NonNullable<Roles[R]> })[] {
  return registry.products.flatMap(({ name, title, roles }) => {
    const played = roles[role];
    return played === undefined ? [] : [{ name, title, role: played }];
  });
}

/** @param name as a section says that this registry has parsed @throws RangeError where there is no such product */
export function roleOf<R extends RoleName>(registry: Registry, role: R, name: string): NonNullable<Roles[R]> {
  const players = playersOf(registry, role);
  const player = players.find((other) => other.name === name);
  if (player !== undefined) return player.role;
  throw new RangeError(`no product "${name}" for ${role}, only ${namesOf(players)}`);
}

/** Names for a message: `"gridded" or "mcip"`. */
export function namesOf(products: readonly Pick<Product, "name">[]): string {
  return products.map(({ name }) => `"${name}"`).join(" or ");
}

/** @throws RangeError where there is no such product */
export function titleOf({ products }: Registry, name: string): string {
  const product = products.find((other) => other.name === name);
  if (product === undefined) throw new RangeError(`no product "${name}"`);
  return product.title;
}

/** The products that a file may be of. */
export function recogniseFile(registry: Registry, file: FileLooks): Product[] {
  return registry.products.filter((product) => product.recognise(file));
}
