/** Inputs as netCDF files: those in zip archives and those that GRIB is converted to are made once and kept (derivedFiles.ts). */
import { basename, join } from "node:path";
import { InputError } from "../errors.js";
import { bytesOfFile } from "./bytesOfFile.js";
import { derivedFiles } from "./derivedFiles.js";
import { gribToNetcdf } from "./gribToNetcdf.js";
import { extractMember, isZip, zipMembers } from "./zipArchive.js";

/** @throws InputError where a file cannot be read, unpacked or converted */
export async function netcdfInputs(paths: readonly string[]): Promise<string[]> {
  const inputs: string[] = [];
  for (const path of paths) {
    switch (formOf(path)) {
      case "zip":
        inputs.push(...(await derivedFiles(path, "unpacked", (folder) => unpack(path, folder))));
        break;
      case "grib":
        inputs.push(...(await derivedFiles(path, "netcdf", (folder) => gribToNetcdf(path, folder))));
        break;
      case "other":
        inputs.push(path);
    }
  }
  return inputs;
}

function formOf(path: string): "zip" | "grib" | "other" {
  const bytes = bytesOfFile(path, 0, 4);
  if (isZip(bytes)) return "zip";
  return bytes.toString("latin1") === "GRIB" ? "grib" : "other";
}

async function unpack(path: string, folder: string): Promise<void> {
  const members = zipMembers(path).filter(({ name }) => /\.(nc4?|cdf|h5)$/i.test(name));
  if (members.length === 0) {
    throw new InputError({
      where: path,
      found: "a zip archive without netCDF files",
      expected: "members such as *.nc",
    });
  }
  for (const member of members) await extractMember(path, member, join(folder, basename(member.name)));
}
