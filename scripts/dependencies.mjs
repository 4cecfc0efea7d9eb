/**
 * Writes docs/dependencies.md: what each dependency is for, and the licence of every package that an installation brings, as
 * package-lock.json has them.
 *
 *   npm run dependencies              write it
 *   npm run dependencies -- --check   say whether it is up to date
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const PAGE = `${ROOT}docs/dependencies.md`;

/** @type {Readonly<Record<string, string>>} */
const PURPOSES = {
  "@resvg/resvg-js": "figures from SVG to PNG; compiled Rust, an npm package for each system",
  "cli-progress": "the progress bar",
  commander: "options of the command line",
  "d3-scale": "ticks of axes",
  "d3-scale-chromatic": "colours of maps",
  "d3-shape": "lines and areas of figures",
  "dejavu-fonts-ttf": "the font of PNG figures, the same on every machine",
  geotiff: "GeoTIFF (ODIAC)",
  h5wasm: "the HDF5 library, compiled to WebAssembly: netCDF-4, read and written",
  "i18n-iso-countries": "codes and names of countries",
  koffi: "calls of the site's MPI, loaded where several processes are started together; without it one process runs",
  pdfkit: "figures as PDF",
  proj4: "map projections",
  "svg-to-pdfkit": "figures from SVG to PDF",
  "topojson-client": "outlines of land, countries and provinces",
  "world-atlas": "land and countries of Natural Earth",
  yaml: "experiment files, with the place of each key",
  zod: "forms of experiment files and records",
};

/** @type {{ packages: Record<string, { version: string, license?: string, dev?: boolean, devOptional?: boolean }> }} */
const lock = JSON.parse(readFileSync(`${ROOT}package-lock.json`, "utf8"));
/** @type {{ dependencies: Record<string, string>, optionalDependencies: Record<string, string> }} */
const own = JSON.parse(readFileSync(`${ROOT}package.json`, "utf8"));
const dependencies = { ...own.dependencies, ...own.optionalDependencies };

const without = Object.keys(dependencies).filter((name) => !(name in PURPOSES));
const unknown = Object.keys(PURPOSES).filter((name) => !(name in dependencies));
if (without.length + unknown.length > 0) {
  console.error(`scripts/dependencies.mjs: no purpose of ${without.join(", ")}; no dependency ${unknown.join(", ")}`);
  process.exit(1);
}

/** What a package without the field says in its file. @param {string} path */
const licenseFile = (path) => {
  const file = `${ROOT}${path}/LICENSE`;
  return existsSync(file) ? `${readFileSync(file, "utf8").split("\n")[0].trim()} (its file)` : "none said";
};
const installed = Object.entries(lock.packages).flatMap(([path, { version, license, dev, devOptional }]) =>
  path === "" || dev || devOptional
    ? []
    : [[path.replace(/.*node_modules\//, ""), version, license ?? licenseFile(path)]],
);
/** @param {readonly string[]} cells */
const row = (cells) => `| ${cells.join(" | ")} |`;
const page = `# Dependencies

What an installation brings. Written by \`npm run dependencies\` from \`package-lock.json\`.

## What each is for

${row(["package", "for"])}
${row(["---", "---"])}
${Object.entries(PURPOSES)
  .map(([name, purpose]) => row([name, purpose]))
  .join("\n")}

Everything else below is what these need. Exact versions are installed, each checked against the hash in the lockfile. One
package runs something when it is installed: koffi looks whether its compiled form for this machine is there. It is optional: \`npm ci
--ignore-scripts\`, or a machine that it is not compiled for, costs nothing but MPI.

## Licences

\`data/\` (${"`data/README.md`"}) is Apache-2.0, as openjdas itself.

${row(["package", "version", "licence"])}
${row(["---", "---", "---"])}
${installed.map(row).join("\n")}
`;

if (!process.argv.includes("--check")) writeFileSync(PAGE, page);
else if (readFileSync(PAGE, "utf8") !== page) {
  console.error("docs/dependencies.md is not up to date: npm run dependencies");
  process.exit(1);
}
