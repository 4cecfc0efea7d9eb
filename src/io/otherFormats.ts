/**
 * What a file is that was meant to be data and is not: the answer of a server that refused the download, a pointer that version
 * control left in its place, an archive or a compressed file. Told by the first bytes.
 */
export interface OtherFormat {
  /** In words. */
  readonly found: string;
  readonly remedy: string;
}

const REFUSED = "the download was refused: log in at the provider and fetch it again";
const UNPACK = "unpack it first";

const FORMATS: readonly (OtherFormat & { readonly begins: string | RegExp })[] = [
  { begins: "GRIB", found: "a GRIB file", remedy: "convert it to netCDF, for example with cdo or wgrib2" },
  { begins: "\x1f\x8b", found: "a gzip-compressed file", remedy: "unpack it with gunzip" },
  { begins: "BZh", found: "a bzip2-compressed file", remedy: "unpack it with bunzip2" },
  { begins: "\xfd7zXZ", found: "an xz-compressed file", remedy: "unpack it with unxz" },
  { begins: "PK\x03\x04", found: "a zip archive", remedy: "unpack it" },
  { begins: /^[\s\S]{257}ustar/, found: "a tar archive", remedy: UNPACK },
  { begins: "\x0e\x03\x13\x01", found: "an HDF4 file", remedy: "convert it to netCDF" },
  { begins: /^\s*<(!doctype\s+html|html)/i, found: "a web page", remedy: REFUSED },
  { begins: /^\s*<\?xml/i, found: "an XML text, as servers answer that refuse a download", remedy: REFUSED },
  {
    begins: /^version https:\/\/git-lfs\.github\.com/,
    found: "a pointer of Git LFS in the place of the file",
    remedy: "fetch the file itself with `git lfs pull`",
  },
  {
    begins: /^[./]*\.git\/annex\/objects/,
    found: "a pointer of git-annex in the place of the file",
    remedy: "fetch the file itself with `git annex get`",
  },
  {
    begins: "\0".repeat(64),
    found: "a file that begins with zeros alone",
    remedy: "the download broke off: fetch it again",
  },
];

/** How many bytes tell it. */
export const TELLING_BYTES = 512;

/** @param bytes the first ones @returns undefined where they are none of these */
export function otherFormat(bytes: Uint8Array): OtherFormat | undefined {
  const begins = new TextDecoder("latin1").decode(bytes.subarray(0, TELLING_BYTES));
  return FORMATS.find((format) =>
    typeof format.begins === "string" ? begins.startsWith(format.begins) : format.begins.test(begins),
  );
}
