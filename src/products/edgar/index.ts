/** Anthropogenic emissions of the world by EDGAR, as its netCDF, texts and zip archives are downloaded. */
import { edgarName } from "../../fluxes/sources/edgarName.js";
import { isZip } from "../../io/zipArchive.js";
import type { Product } from "../product.js";
import { fluxRole } from "../role.js";
import { edgarSection } from "./section.js";

export const edgar = {
  name: "edgar",
  title: "EDGAR",
  versions: ["v5.0 and v6.0 netCDF and zip (thinned), layout of v8.0, EDGAR_2024 and texts"],
  citation: "Crippa et al. 2024, doi:10.5194/essd-16-2811-2024; each version its own, see edgar.jrc.ec.europa.eu",
  licence: "free, the source to be named (European Commission, Joint Research Centre)",
  // Names in an archive stand in its first bytes; one may have a name that says nothing, "TOTALS_nc.zip".
  recognise: ({ name, firstBytes, netcdf, text }) =>
    netcdf === undefined
      ? (edgarName(name) !== undefined && (text !== undefined || isZip(firstBytes))) ||
        (isZip(firstBytes) &&
          /v\d[\d.]*_\w*(CO2|CH4|N2O)[\w.-]*\.(nc|txt)/.test(new TextDecoder("latin1").decode(firstBytes)))
      : edgarName(name) !== undefined &&
        netcdf.variables.some((variable) => /^(emi_.*|fluxes|emissions)$/.test(variable)),
  roles: {
    fluxes: fluxRole({
      schema: edgarSection,
      files: ["files"],
      components: ["fossil"],
      open: async () => (await import("./openFlux.js")).openFlux,
    }),
  },
} as const satisfies Product;
