/** A verification as text, in tables, and as JSON. */
import { type Column, fixed, renderTable } from "../drawing/textTable.js";
import { norms } from "./errorNorms.js";
import { type ErrorRow, orderOf } from "./errorRow.js";
import type { Finding } from "./finding.js";
import type { VerticalVelocityRow } from "./verticalVelocity.js";
import type { Verification } from "./verifyTransport.js";

/** Where and with what it was measured. */
export interface Machine {
  readonly program: string;
  readonly node: string;
  readonly cpu: string;
  readonly cores: number;
}

const FINDING_COLUMNS: readonly Column[] = [
  { name: "", align: "left" },
  { name: "measured" },
  { name: "bound" },
  { name: "unit", align: "left" },
  { name: "", align: "left" },
];

const ERROR_COLUMNS: readonly Column[] = [
  { name: "problem", align: "left" },
  { name: "scheme", align: "left" },
  { name: "cells" },
  ...norms.map((name) => ({ name })),
  ...norms.map((name) => ({ name: `order ${name}` })),
];

const VELOCITY_COLUMNS: readonly Column[] = [
  { name: "interface", align: "left" },
  { name: "hPa" },
  { name: "values" },
  { name: "theirs, rms" },
  { name: "correlation" },
  { name: "slope" },
];

export function passed({ findings }: Pick<Verification, "findings">): boolean {
  return findings.every((finding) => finding.passed);
}

/**
 * @returns the tables and a last line that says whether everything passed
 * @example
 * import { renderVerification } from "openjdas";
 *
 * const verification = {
 *   findings: [{ subject: "July", what: "residual of the budget", measured: 3e-9, unit: "1", passed: true }],
 *   errors: [],
 *   verticalVelocity: [],
 *   pictures: [],
 * };
 * const machine = { program: "openjdas", node: process.version, cpu: "a CPU", cores: 2 };
 * renderVerification(verification, machine).includes("residual of the budget"); // => true
 */
export function renderVerification(verification: Verification, machine: Machine): string {
  const { findings, errors, verticalVelocity } = verification;
  const rows = findings.flatMap((finding, i) => [
    ...(finding.subject === findings[i - 1]?.subject ? [] : [[finding.subject, "", "", "", ""]]),
    findingRow(finding),
  ]);
  const failures = findings.filter((finding) => !finding.passed).length;
  const tested = findings.filter(({ bound }) => bound !== undefined).length;
  return [
    `${machine.program}, node ${machine.node}, ${machine.cpu}, ${machine.cores} cores\n`,
    renderTable(FINDING_COLUMNS, rows),
    "Errors against the exact solution; order from each resolution to the next\n",
    renderTable(
      ERROR_COLUMNS,
      errors.map((_, i) => errorRow(errors, i)),
    ),
    ...(verticalVelocity.length === 0 ? [] : velocityTable(verticalVelocity)),
    failures === 0
      ? `All ${tested} bounds are kept.\n`
      : `${failures} of ${findings.length} lines fail, ${tested} of which have a bound.\n`,
  ].join("\n");
}

function findingRow({ what, measured, bound, unit, passed: kept }: Finding): string[] {
  const limit = bound === undefined ? "" : `${bound.kind === "at most" ? "<=" : ">="} ${short(bound.value)}`;
  const verdict = kept ? (bound === undefined ? "" : "pass") : "FAIL";
  return [`  ${what}`, short(measured), limit, unit === "1" ? "" : unit, verdict];
}

function errorRow(errors: readonly ErrorRow[], index: number): string[] {
  const row = errors[index];
  const order = orderOf(errors, index);
  return [
    row.problem,
    row.scheme,
    String(row.cells),
    ...norms.map((norm) => fixed(row.norms[norm], 5)),
    ...norms.map((norm) => fixed(order?.[norm], 2)),
  ];
}

function velocityTable(rows: readonly VerticalVelocityRow[]): string[] {
  const lines = rows.flatMap((row, i) => [
    ...(row.subject === rows[i - 1]?.subject
      ? []
      : [[`${row.subject}: ${row.variable} [${row.unit}]`, "", "", "", "", ""]]),
    [
      `  ${row.interface}`,
      row.pressure === undefined ? "" : fixed(row.pressure / 100, 0),
      String(row.values),
      row.values === 0 ? "-" : short(row.theirs),
      row.values === 0 ? "-" : fixed(row.correlation, 3),
      row.values === 0 ? "-" : fixed(row.slope, 3),
    ],
  ]);
  return [
    "Vertical motion from continuity beside that of the files, by interface between layers (hPa over a surface at 1000)\n",
    renderTable(VELOCITY_COLUMNS, lines),
  ];
}

/** Three significant digits; powers of ten where there are many noughts. */
function short(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e4)) return value.toExponential(1).replace(".0e", "e");
  return String(Number(value.toPrecision(3)));
}

/**
 * @returns the whole verification, machine included, as JSON
 * @example
 * import { verificationJson } from "openjdas";
 *
 * const verification = { findings: [], errors: [], verticalVelocity: [], pictures: [] };
 * const machine = { program: "openjdas", node: process.version, cpu: "a CPU", cores: 2 };
 * JSON.parse(verificationJson(verification, machine)).machine.cores; // => 2
 */
export function verificationJson(verification: Verification, machine: Machine): string {
  const { findings, errors, verticalVelocity } = verification;
  const content = {
    machine,
    passed: passed(verification),
    findings,
    errors: errors.map((row, i) => ({ ...row, order: orderOf(errors, i) ?? null })),
    verticalVelocity,
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}
