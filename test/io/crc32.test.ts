import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crc32, crc32ByTable, joinedCrc32 } from "../../src/io/crc32.js";

describe("CRC-32", () => {
  it("has the known check value, in parts too, with and without Node's own", () => {
    const bytes = Buffer.from("123456789");
    for (const checksum of [crc32, crc32ByTable]) {
      expect(checksum(bytes)).toBe(0xcbf43926);
      expect(checksum(bytes.subarray(4), checksum(bytes.subarray(0, 4)))).toBe(0xcbf43926);
      for (const nothing of [new Uint8Array(0), new Uint8Array(Float64Array.from([]).buffer)]) {
        expect(checksum(nothing, 0xcbf43926)).toBe(0xcbf43926);
      }
    }
  });

  it("of bytes that follow others is joined to theirs without a look at them", () => {
    const bytes = fc.uint8Array({ maxLength: 3000 });
    fc.assert(
      fc.property(bytes, bytes, (first, second) => {
        const whole = crc32(Buffer.concat([first, second]));
        expect(joinedCrc32(crc32(first), crc32(second), second.length)).toBe(whole);
      }),
    );
  });

  it("is joined over lengths that no 32 bits hold", () => {
    const zeros = (power: number): number => {
      let [checksum, length] = [crc32(new Uint8Array(1)), 1];
      for (; length < 2 ** power; length *= 2) checksum = joinedCrc32(checksum, checksum, length);
      return checksum;
    };
    expect(zeros(20)).toBe(crc32(new Uint8Array(2 ** 20)));
    // 4 GiB of zeros and a byte: those of the first half, then those of the second.
    expect(joinedCrc32(zeros(32), crc32(Buffer.from("a")), 1)).toBe(
      joinedCrc32(zeros(31), joinedCrc32(zeros(31), crc32(Buffer.from("a")), 1), 2 ** 31 + 1),
    );
  });
});
