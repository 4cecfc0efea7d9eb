/** Runs one benchmark, by its name, on the built package of its own tree, and prints its figures as JSON: node one.mjs NAME. */
import { benchmarks } from "./benchmarks.mjs";

process.stdout.write(JSON.stringify(await benchmarks[process.argv[2]]()));
