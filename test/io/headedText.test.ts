import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import { readHeadedText } from "../../src/io/headedText.js";

const folder = mkdtempSync(join(tmpdir(), "headed-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const write = (text: string | Buffer): string => {
  const path = join(folder, "a.txt");
  writeFileSync(path, text);
  return path;
};
const form = { mark: /^#/, separator: /\s+/, count: /^# *header_lines *: *(\d+)/m };

it("has keys with colons of their own, and the columns in a last line without the mark", () => {
  const text = readHeadedText(
    write("# header_lines : 4\n# value:units : ppm\n# start : 2016-07-01T00:00Z\nsite value\nMLO 400\n\nMLO 401\n"),
    form,
  );
  expect(text.header.get("value:units")).toBe("ppm");
  expect(text.header.get("start")).toBe("2016-07-01T00:00Z");
  expect(text.columns).toEqual(["site", "value"]);
  expect([...text.rows()]).toEqual([
    { number: 5, fields: ["MLO", "400"] },
    { number: 7, fields: ["MLO", "401"] },
  ]);
});

it("takes Windows' ends of lines, and Latin-1 where it is no UTF-8", () => {
  const bytes = Buffer.from("# unit : \xb5mol mol-1\r\n# site value\r\nMLO 400\r\n", "latin1");
  const text = readHeadedText(write(bytes), { mark: /^#/, separator: /\s+/ });
  expect(text.header.get("unit")).toBe("\u00b5mol mol-1");
  expect([...text.rows()][0].fields).toEqual(["MLO", "400"]);
});

it("takes marks of encodings, UTF-16, and the ends of lines and texts of other times", () => {
  const plain = "# header_lines : 2\nsite value\nMLO 400\n";
  for (const bytes of [
    Buffer.from(`\ufeff${plain}`),
    Buffer.from(`\ufeff${plain}`, "utf16le"),
    Buffer.from(`\ufeff${plain}`, "utf16le").swap16(),
    Buffer.from(plain.replaceAll("\n", "\r")),
    Buffer.from(`${plain}\x1a`),
  ]) {
    expect([...readHeadedText(write(bytes), form).rows()]).toEqual([{ number: 3, fields: ["MLO", "400"] }]);
  }
});

it("refuses a file without a header, and says which row is cut", () => {
  expect(() => readHeadedText(write("MLO 400\n"), form)).toThrow(InputError);
  const cut = readHeadedText(write("# header_lines : 2\nsite value\nMLO 400\nMLO\n"), form);
  expect(() => [...cut.rows()]).toThrow(/line 4: 1 fields: MLO; expected 2: site, value/);
  expect(() => readHeadedText(write("# header_lines : 99\nsite value\n"), form)).toThrow(/says it has 99 of 3 lines/);
});
