/**
 * Bundles what pages of runs do in a browser: dist/web/report.js and report.css, which a page has in it, and notices.txt,
 * the licences of the packages that came into the bundle.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

const { metafile } = await build({
  absWorkingDir: ROOT,
  entryPoints: ["web/report.ts", "web/report.css"],
  outdir: "dist/web",
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2022", "chrome100", "firefox100", "safari15.4"],
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
});

const packages = new Set(
  Object.keys(metafile.inputs).flatMap((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
);
const notices = [...packages].sort().map((name) => {
  const text = readFileSync(`${ROOT}node_modules/${name}/LICENSE`, "utf8").trim();
  return `${name}\n\n${text}\n`;
});
writeFileSync(`${ROOT}dist/web/notices.txt`, notices.join("\n"));
