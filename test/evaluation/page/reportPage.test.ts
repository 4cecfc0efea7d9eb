/** The page of a run in a browser: what it shows are the run's numbers, by pointer and by keyboard, and it asks for nothing. */
import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pageAssets } from "../../../src/cli/program.js";
import { writeReport } from "../../../src/evaluation/page/writeReport.js";
import { REPORT_MARK } from "../../../src/runs/reportFile.js";
import { toMicromoles } from "../../../src/units.js";
import { grid, writeRun, type Written } from "../runFolder.js";
import { chromiumPath, openBrowser } from "./browser.js";

const executable = chromiumPath();
const TITLE = `A run </script><script>document.title="broken"</script> & more`;

let run: Written;
let path: string;
let browser: Browser;
let page: Page;
/** What the browser complained of, and what it asked for beside the page itself. */
const complaints: string[] = [];
const requests: string[] = [];

beforeAll(async () => {
  if (executable === undefined) return;
  run = await writeRun();
  const record = join(run.folder, "run.json");
  writeFileSync(record, JSON.stringify({ ...JSON.parse(readFileSync(record, "utf8")), title: TITLE }));
  writeFileSync(join(run.folder, "report.html"), `an older report, ${REPORT_MARK}`);
  path = await writeReport(run.folder, { assets: pageAssets(), overlays: {}, provenances: new Map() });
  browser = await openBrowser(executable);
  page = await browser.newPage({ viewport: { width: 1100, height: 800 } });
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith("data:")) requests.push(request.url());
  });
  await page.goto(`file://${path}`);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  if (run !== undefined) rmSync(dirname(run.folder), { recursive: true });
});

/** Mean of days of the run in a cell [umol m-2 s-1]. */
function meanOf(name: string, days: readonly number[], cell: number): number {
  const values = days.flatMap((day) =>
    Array.from({ length: 24 }, (_, hour) => run.fluxes[name][day][hour * grid.cells + cell]),
  );
  return toMicromoles(values.reduce((sum, value) => sum + value, 0) / values.length);
}

function numbersIn(text: string): number[] {
  return [...text.replaceAll("\u2212", "-").matchAll(/-?\d+\.\d+/g)].map(([number]) => Number(number));
}

const choice = (name: string) => page.getByRole("combobox", { name });
const readout = (place: string): Promise<string> => page.locator(`${place} .readout`).innerText();

describe.skipIf(executable === undefined)("the page of a run", () => {
  it("opens without complaint or request, below 10 MB, its title a text", async () => {
    expect([complaints, requests]).toEqual([[], [`file://${path}`]]);
    expect(statSync(path).size).toBeLessThan(10e6);
    expect(await page.locator("h1").innerText()).toBe(TITLE);
    expect(await page.title()).toContain("A run </script>");
    expect(await page.title()).toContain("(twin experiment)");
    // Of the parts that follow each other: forcing and FC are within the analysis.
    expect(await page.locator("body").innerText()).toContain(", in 11 minutes.");
    const ids = await page.locator("[id]").evaluateAll((elements) => elements.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("draws all figures once the rest is there, and without scripts too", async () => {
    await expect.poll(() => page.locator("figure > noscript").count(), { timeout: 20_000 }).toBe(0);
    const pictures = page.locator("figure img");
    const found = await pictures.evaluateAll((images) =>
      Promise.all(
        (images as unknown as { decode(): Promise<void>; naturalWidth: number }[]).map((image) =>
          image.decode().then(() => image.naturalWidth),
        ),
      ),
    );
    expect(found.length).toBeGreaterThan(5);
    expect(Math.min(...found)).toBeGreaterThan(100);

    const plain = await browser.newPage({ javaScriptEnabled: false });
    await plain.goto(`file://${path}`);
    expect(await plain.locator("figure img").count()).toBe(found.length);
    await plain.close();
  });

  it("says the value of the cell under the pointer, in the month that is chosen, as the files have it", async () => {
    await choice("Period").selectOption({ label: "2016-08, 2 days" });
    await choice("Quantity of map 2").selectOption({ label: "change (posterior minus prior)" });
    const map = page.locator(".map").first();
    const { width, height } = (await map.boundingBox())!;
    const [column, row] = [7, 4];
    const position = {
      x: (width * (column + 0.5)) / grid.columns,
      y: (height * (grid.rows - row - 0.5)) / grid.rows,
    };
    await map.hover({ position });
    const cell = row * grid.columns + column;
    const [prior, posterior] = ["natural_prior", "natural_posterior"].map((name) => meanOf(name, [2, 3], cell));
    const [latitude, longitude, ...values] = numbersIn(await readout("#map-view"));
    expect([latitude, longitude]).toEqual([grid.latitude[cell], grid.longitude[cell]].map((v) => Number(v.toFixed(1))));
    expect(values).toHaveLength(2);
    // To the digits that are told, two decimals at least.
    expect(Math.abs(values[0] - prior)).toBeLessThan(0.0051);
    expect(Math.abs(values[1] - (posterior - prior))).toBeLessThan(0.0051);
  });

  it("goes from cell to cell with the arrow keys", async () => {
    const before = numbersIn(await readout("#map-view"));
    await page.locator(".map").first().focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowUp");
    const [latitude, longitude] = numbersIn(await readout("#map-view"));
    const cell = 5 * grid.columns + 8;
    expect([latitude, longitude]).toEqual([grid.latitude[cell], grid.longitude[cell]].map((v) => Number(v.toFixed(1))));
    expect([latitude, longitude]).not.toEqual(before.slice(0, 2));
  });

  it("shows the series of the region that is chosen, by arrow keys too", async () => {
    await choice("Region").selectOption({ label: "Land" });
    await page.locator(".series").focus();
    await page.keyboard.press("ArrowRight");
    expect(await readout("#series-view")).toMatch(/^2016-07-31: prior \S+ ± \S+; posterior \S+ ± \S+; truth \S+/);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download CSV of this region" }).click(),
    ]);
    const lines = readFileSync(await download.path(), "utf8")
      .trim()
      .split("\n");
    expect([download.suggestedFilename(), lines.length]).toEqual(["series-Land.csv", 4]);
    const table = readFileSync(join(run.folder, "table_days.csv"), "utf8").split("\n");
    const [, , prior] = table.find((line) => line.startsWith("2016-07-31,land"))!.split(",");
    expect(Number(lines[1].split(",")[1]) / Number(prior)).toBeCloseTo(1, 3);
  });

  it("sorts a table by a column, and says by which; its rows come as CSV as they stand", async () => {
    const table = page.locator("#regions-named");
    const header = table.locator("thead th", { hasText: "change" });
    await header.getByRole("button").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    expect(await header.getAttribute("aria-sort")).toBe("descending");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      table.getByRole("button", { name: "Download CSV: Natural flux of regions" }).click(),
    ]);
    const [names, ...lines] = readFileSync(await download.path(), "utf8")
      .trim()
      .split("\n");
    const change = names.split(",").indexOf("change [TgC]");
    const values = lines.map((line) => Number(line.split(",")[change]));
    expect(values.length).toBeGreaterThan(2);
    expect(values).toEqual([...values].sort((a, b) => b - a));
    const csv = readFileSync(join(run.folder, "table_regions.csv"), "utf8").split("\n");
    const written = csv.find((line) => line.startsWith("land,"))!.split(",")[csv[0].split(",").indexOf("change_TgC")];
    const shown = lines.find((line) => line.startsWith("Land,"))!.split(",")[change];
    expect(Number(shown) / Number(written)).toBeCloseTo(1, 6);
  });

  it("complained of nothing all the while, and asked for nothing", () => {
    expect([complaints, requests.filter((url) => !url.startsWith("blob:"))]).toEqual([[], [`file://${path}`]]);
  });
});
