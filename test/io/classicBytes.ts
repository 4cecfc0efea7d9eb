/** Builds classic netCDF files byte by byte from the format specification, for tests of the reader. */

export interface ClassicPart {
  name: string;
  /** Indices of dimensions. */
  dimensions: number[];
  type: "short" | "float" | "double" | "char" | "uint64";
  attributes?: Record<string, [ClassicPart["type"], number[] | string]>;
  /** One list a record for record variables, one list otherwise. */
  values: (number | bigint)[][] | string[];
}

const TYPES = { char: [2, 1], short: [3, 2], float: [5, 4], double: [6, 8], uint64: [11, 8] } as const;

function valueBytes(type: ClassicPart["type"], values: readonly (number | bigint)[] | string): Buffer {
  if (typeof values === "string") return Buffer.from(values);
  const buffer = Buffer.alloc(values.length * TYPES[type][1]);
  values.forEach((value, i) => {
    if (type === "short") buffer.writeInt16BE(Number(value), 2 * i);
    if (type === "float") buffer.writeFloatBE(Number(value), 4 * i);
    if (type === "double") buffer.writeDoubleBE(Number(value), 8 * i);
    if (type === "uint64") buffer.writeBigUInt64BE(BigInt(value), 8 * i);
  });
  return buffer;
}

function pad(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}

/** @param records undefined writes the mark of a file whose number of records is not known yet */
export function classicBytes(
  version: 1 | 2 | 5,
  dimensions: [string, number][],
  parts: ClassicPart[],
  records: number | undefined,
): Buffer {
  const int = (value: number): Buffer => {
    const buffer = Buffer.alloc(4);
    buffer.writeUInt32BE(value);
    return buffer;
  };
  const long = (value: number): Buffer => Buffer.concat([int(Math.floor(value / 2 ** 32)), int(value % 2 ** 32)]);
  const count = version === 5 ? long : int;
  const offset = version === 1 ? int : long;
  const text = (name: string): Buffer => Buffer.concat([count(name.length), pad(Buffer.from(name))]);
  const list = (tag: number, entries: Buffer[]): Buffer =>
    Buffer.concat([int(entries.length === 0 ? 0 : tag), count(entries.length), ...entries]);
  const attributes = (own: ClassicPart["attributes"] = {}): Buffer =>
    list(
      12,
      Object.entries(own).map(([name, [type, value]]) =>
        Buffer.concat([text(name), int(TYPES[type][0]), count(value.length), pad(valueBytes(type, value))]),
      ),
    );
  const isRecord = (part: ClassicPart): boolean =>
    part.dimensions.length > 0 && dimensions[part.dimensions[0]][1] === 0;
  const fixed = parts.filter((part) => !isRecord(part));
  const recorded = parts.filter(isRecord);
  const slots = (part: ClassicPart): Buffer[] => part.values.map((values) => valueBytes(part.type, values));
  const padRecord = recorded.length === 1 ? (bytes: Buffer): Buffer => bytes : pad;

  const header = (begins: Map<ClassicPart, number>): Buffer => {
    const unknown = Buffer.alloc(version === 5 ? 8 : 4, 0xff);
    return Buffer.concat([
      Buffer.from(["C", "D", "F"].join("")),
      Buffer.from([version]),
      records === undefined ? unknown : count(records),
      list(
        10,
        dimensions.map(([name, size]) => Buffer.concat([text(name), count(size)])),
      ),
      attributes({ title: ["char", "a test   "] }),
      list(
        11,
        parts.map((part) =>
          Buffer.concat([
            text(part.name),
            count(part.dimensions.length),
            ...part.dimensions.map(count),
            attributes(part.attributes),
            int(TYPES[part.type][0]),
            count(slots(part)[0].length),
            offset(begins.get(part) ?? 0),
          ]),
        ),
      ),
    ]);
  };
  let at = header(new Map()).length;
  const begins = new Map<ClassicPart, number>();
  for (const part of fixed) {
    begins.set(part, at);
    at += pad(slots(part)[0]).length;
  }
  for (const part of recorded) {
    begins.set(part, at);
    at += padRecord(slots(part)[0]).length;
  }
  const rows = recorded.length === 0 ? 0 : recorded[0].values.length;
  return Buffer.concat([
    header(begins),
    ...fixed.map((part) => pad(slots(part)[0])),
    ...Array.from({ length: rows }, (_, record) => recorded.map((part) => padRecord(slots(part)[record]))).flat(),
  ]);
}
