/** What the page of a run does in a browser: maps, series and tables are made from what stands in the page. */
import type { PageData } from "../src/evaluation/page/pageData.js";
import { showFigures } from "./figures.js";
import { showMaps } from "./mapView.js";
import { showSeries } from "./seriesView.js";
import { enhanceTables } from "./tables.js";

const { maps, series } = JSON.parse(document.getElementById("data")?.textContent ?? "{}") as PageData;
const mapPlace = document.getElementById("map-view");
const seriesPlace = document.getElementById("series-view");
if (maps !== undefined && mapPlace !== null) showMaps(mapPlace, maps);
if (series !== undefined && seriesPlace !== null) showSeries(seriesPlace, series);
enhanceTables();
showFigures();
