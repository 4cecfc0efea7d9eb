/**
 * Damages the bytes of a file as transfers, disks and hands do, each mutation from its number and the name of the file alone: cut short, bits turned in
 * the header or anywhere, words that declare a size made huge or negative, blocks zeroed, doubled or left out; and of texts
 * lines and fields left out, doubled or made another number.
 */
import { crc32 } from "../../dist/io/crc32.js";
import { randomField } from "../../dist/random.js";

/** Headers of the formats that are read lie within. */
const HEADER = 8192;
/** Characters of a line made long. */
const LONGEST_LINE = 2 ** 24;
/** Sizes that a reader may believe. */
const SIZES = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];
const FIELDS = [
  "",
  "nan",
  "-1",
  "0",
  "1e999",
  "-9.99e33",
  "9999999999999999",
  "0x10",
  "1,5",
  "\u0000",
  "Infinity",
  "2016-13-45",
];

/** @typedef {{ below: (count: number) => number }} Draws */
/** @typedef {(bytes: Buffer, draws: Draws) => Buffer} Mutation */

/** @param {Buffer} bytes @param {number} end @param {number} count @param {Draws} draws */
function flipped(bytes, end, count, draws) {
  const result = Buffer.from(bytes);
  for (let i = 0; i < count && end > 0; i++) result[draws.below(end)] ^= 1 << draws.below(8);
  return result;
}

/** Begin and end of a block of at most a tenth of the file. @param {Buffer} bytes @param {Draws} draws */
function block(bytes, draws) {
  const start = draws.below(bytes.length);
  return [start, Math.min(bytes.length, start + 1 + draws.below(Math.ceil(bytes.length / 10)))];
}

/** @type {Readonly<Record<string, Mutation>>} */
const ofBytes = {
  "cut short": (bytes, draws) => bytes.subarray(0, draws.below(bytes.length)),
  "bits of the header": (bytes, draws) => flipped(bytes, Math.min(HEADER, bytes.length), 1 + draws.below(8), draws),
  "bits anywhere": (bytes, draws) => flipped(bytes, bytes.length, 1 + draws.below(64), draws),
  "declared size": (bytes, draws) => {
    const result = Buffer.from(bytes);
    if (bytes.length < 8) return result;
    const at = draws.below(Math.min(HEADER, bytes.length) - 4);
    const size = SIZES[draws.below(SIZES.length)];
    if (draws.below(2) === 0) result.writeUInt32BE(size, at);
    else result.writeUInt32LE(size, at);
    return result;
  },
  "zeroed block": (bytes, draws) => Buffer.from(bytes).fill(0, ...block(bytes, draws)),
  "doubled block": (bytes, draws) => {
    const [start, end] = block(bytes, draws);
    return Buffer.concat([bytes.subarray(0, end), bytes.subarray(start)]);
  },
  "missing block": (bytes, draws) => {
    const [start, end] = block(bytes, draws);
    return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
  },
};

/** @param {(lines: string[], draws: Draws) => void} change @returns {Mutation} */
function ofLines(change) {
  return (bytes, draws) => {
    const lines = bytes.toString("latin1").split("\n");
    change(lines, draws);
    return Buffer.from(lines.join("\n"), "latin1");
  };
}

/** @type {Readonly<Record<string, Mutation>>} */
const ofTexts = {
  "missing line": ofLines((lines, draws) => lines.splice(draws.below(lines.length), 1)),
  "doubled line": ofLines((lines, draws) => {
    const at = draws.below(lines.length);
    lines.splice(at, 0, lines[at]);
  }),
  "another field": ofLines((lines, draws) => {
    const at = draws.below(lines.length);
    const parts = lines[at].split(/([\s,;]+)/u);
    parts[2 * draws.below(Math.ceil(parts.length / 2))] = FIELDS[draws.below(FIELDS.length)];
    lines[at] = parts.join("");
  }),
  "long line": ofLines((lines, draws) => {
    const at = draws.below(lines.length);
    // Of a file without lines all is one.
    const most = Math.ceil(LONGEST_LINE / (lines[at].length + 1));
    lines[at] = lines[at].repeat(Math.min(1 + draws.below(2000), most));
  }),
};

/** @param {Buffer} bytes */
function isText(bytes) {
  return !bytes.subarray(0, HEADER).includes(0);
}

/** @param {Buffer} bytes @param {string} name of the file @param {number} number @returns {{ kind: string, bytes: Buffer }} */
export function mutate(bytes, name, number) {
  const field = randomField(number, "test", crc32(Buffer.from(name)));
  let drawn = 0;
  const draws = { below: (/** @type {number} */ count) => Math.floor(field.uniform(drawn++) * count) };
  const mutations = Object.entries(isText(bytes) ? { ...ofBytes, ...ofTexts } : ofBytes);
  const [kind, mutation] = mutations[draws.below(mutations.length)];
  return { kind, bytes: mutation(bytes, draws) };
}
