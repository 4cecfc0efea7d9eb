/**
 * The maps: two beside each other, each of a quantity that is chosen, of one period. The pointer, or the arrow keys where a
 * map has the focus, choose a cell, whose values are said below.
 */
import type { MapData } from "../src/evaluation/page/pageData.js";
import { restore } from "../src/evaluation/page/quantised.js";
import { colourBarHeight } from "../src/drawing/colourBar.js";
import { type MapFields, mapFields } from "./mapFields.js";
import { choice, decimalsOf, make, shownNumber } from "./pageElements.js";

const UNIT = "µmol m⁻² s⁻¹";

export function showMaps(place: HTMLElement, data: MapData): void {
  const fields = mapFields(data);
  const [longitude, latitude] = [restore(data.longitude), restore(data.latitude)];
  const readout = make("p", { className: "readout" });
  readout.setAttribute("role", "status");
  readout.textContent = "Point at a map, or move over it with the arrow keys: the values of the cell are told here.";
  let period = 0;
  const point = (cell: number): void => {
    const where = `${degrees(latitude[cell], "N", "S")}, ${degrees(longitude[cell], "E", "W")}`;
    const values = [...new Set(maps.map((map) => map.quantity()))].map((quantity) => {
      const value = fields.field(quantity, period)[cell];
      return `${data.quantities[quantity].title} ${shownNumber(value, decimalsOf(value))}`;
    });
    readout.textContent = `${where}: ${values.join("; ")} ${UNIT}`;
    for (const map of maps) map.mark(cell);
  };
  const maps = [...data.quantities.keys()]
    .slice(0, 2)
    .map((quantity, i) => oneMap(data, fields, quantity, `map ${i + 1}`, () => period, point));
  const periods = data.periods.map(({ title, days }) => `${title}, ${days} day${days === 1 ? "" : "s"}`);
  place.append(
    make(
      "div",
      { className: "controls" },
      choice("Period", periods, 0, (index) => {
        period = index;
        for (const map of maps) map.draw();
      }),
    ),
    make("div", { className: "maps" }, ...maps.map(({ element }) => element)),
    readout,
  );
}

interface OneMap {
  readonly element: HTMLElement;
  quantity(): number;
  draw(): void;
  /** Shows which cell is chosen. */
  mark(cell: number): void;
}

function oneMap(
  data: MapData,
  fields: MapFields,
  first: number,
  name: string,
  period: () => number,
  point: (cell: number) => void,
): OneMap {
  const { columns, rows, width, height, cellWidth, cellHeight, quantities } = data;
  let quantity = first;
  let chosen = Math.floor(rows / 2) * columns + Math.floor(columns / 2);
  const canvas = make("canvas", { width: Math.round(width), height: Math.round(height) });
  const lines = make("div", { className: "lines", innerHTML: linesOf(data) });
  const cursor = lines.querySelector<SVGRectElement>(".cursor")!;
  const bar = make("div", { className: "bar" });
  const frame = make("div", { className: "map", tabIndex: 0 }, canvas, lines);
  frame.setAttribute("role", "application");
  frame.setAttribute("aria-roledescription", "map");

  const draw = (): void => {
    const { title } = quantities[quantity];
    const colours = fields.colours(quantity);
    const context = canvas.getContext("2d")!;
    context.fillStyle = "#eeeeee";
    context.fillRect(0, 0, width, height);
    fields.field(quantity, period()).forEach((value, cell) => {
      const colour = colours.colourOf(value);
      if (colour === undefined) return;
      const [left, top] = corner(data, cell);
      context.fillStyle = colour;
      context.fillRect(Math.floor(left), Math.floor(top), Math.ceil(cellWidth), Math.ceil(cellHeight));
    });
    frame.setAttribute(
      "aria-label",
      `${name}: ${title}, ${data.periods[period()].title}. The arrow keys move from cell to cell.`,
    );
    bar.innerHTML = `<svg viewBox="0 0 460 ${colourBarHeight}" role="img" aria-label="Colours of ${name}" font-family="inherit" fill="#222222">${colours.bar(`${title} [${UNIT}]`, 460)}</svg>`;
  };
  const mark = (cell: number): void => {
    chosen = cell;
    const [x, y] = corner(data, cell);
    for (const [key, value] of Object.entries({ x, y })) cursor.setAttribute(key, String(value));
    cursor.setAttribute("visibility", "visible");
  };
  const pointAt = (event: PointerEvent): void => {
    const box = canvas.getBoundingClientRect();
    const column = Math.floor(((event.clientX - box.left) / box.width) * (width / cellWidth));
    const row = Math.floor((height - ((event.clientY - box.top) / box.height) * height) / cellHeight);
    if (column >= 0 && column < columns && row >= 0 && row < rows) point(row * columns + column);
  };
  frame.addEventListener("pointermove", pointAt);
  frame.addEventListener("pointerdown", pointAt);
  frame.addEventListener("keydown", (event) => {
    const step = ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] } as const)[
      event.key as "ArrowUp"
    ];
    if (step === undefined) return;
    event.preventDefault();
    const within = (value: number, size: number): number => Math.min(size - 1, Math.max(0, value));
    point(
      within(Math.floor(chosen / columns) + step[1], rows) * columns + within((chosen % columns) + step[0], columns),
    );
  });
  const titles = quantities.map(({ title }) => title);
  const controls = choice(`Quantity of ${name}`, titles, first, (index) => {
    quantity = index;
    draw();
  });
  draw();
  return { element: make("div", {}, controls, frame, bar), quantity: () => quantity, draw, mark };
}

/** Upper left corner of a cell [px]. */
function corner({ columns, height, cellWidth, cellHeight }: MapData, cell: number): [number, number] {
  return [(cell % columns) * cellWidth, height - (Math.floor(cell / columns) + 1) * cellHeight];
}

function linesOf({ width, height, cellWidth, cellHeight, coast, borders, graticule }: MapData): string {
  const path = (d: string, stroke: string, thickness: number): string =>
    `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${thickness}" stroke-linejoin="round"/>`;
  return (
    `<svg viewBox="0 0 ${width} ${height}" aria-hidden="true">` +
    path(graticule, "#55555559", 0.5) +
    path(borders, "#444444bf", 0.45) +
    path(coast, "#111111", 0.8) +
    `<rect class="cursor" width="${cellWidth}" height="${cellHeight}" visibility="hidden"/></svg>`
  );
}

function degrees(value: number, positive: string, negative: string): string {
  return `${Math.abs(value).toFixed(1)}° ${value < 0 ? negative : positive}`;
}
