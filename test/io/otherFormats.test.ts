import { expect, it } from "vitest";
import { otherFormat } from "../../src/io/otherFormats.js";

const found = (text: string): string => {
  const other = otherFormat(Buffer.from(text, "latin1"));
  return other === undefined ? "" : `${other.found}; ${other.remedy}`;
};

it("what servers, version control and archives leave in the place of data is known by its first bytes", () => {
  expect(found("\n <!DOCTYPE html><html>")).toMatch(/^a web page; .*log in/);
  expect(found('<?xml version="1.0"?><Error>')).toMatch(/^an XML text, .*log in/);
  expect(found("version https://git-lfs.github.com/spec/v1\noid sha256:0")).toMatch(/Git LFS.*git lfs pull/);
  expect(found("../.git/annex/objects/xx/SHA256E")).toMatch(/git-annex.*git annex get/);
  expect(found("\x1f\x8b\x08")).toMatch(/gzip.*gunzip/);
  expect(found("BZh9")).toMatch(/bzip2/);
  expect(found("\xfd7zXZ\0")).toMatch(/unxz/);
  expect(found(`${"a".repeat(257)}ustar`)).toMatch(/tar archive/);
  expect(found("\0".repeat(64))).toMatch(/zeros alone/);
  for (const data of ["CDF\x01", "\x89HDF\r\n", "# header_lines : 2", "ncols 4", "<kml>"]) expect(found(data)).toBe("");
});
