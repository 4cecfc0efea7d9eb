/** docs/damaged-files.md */

/**
 * @param {readonly string[]} outcomes @param {ReadonlyMap<string, { files: number, counts: ReadonlyMap<string, number> }>} byFolder
 * @param {ReadonlyMap<string, number>} total @param {string} machine
 */
export function damagedFilesPage(outcomes, byFolder, total, machine) {
  /** @param {ReadonlyMap<string, number>} counts */
  const cells = (counts) => outcomes.map((outcome) => counts.get(outcome)).join(" | ");
  const rows = [...byFolder]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([folder, { files, counts }]) => `| ${folder} | ${files} | ${cells(counts)} |`);
  const files = [...byFolder.values()].reduce((sum, own) => sum + own.files, 0);
  const mutations = [...total.values()].reduce((sum, count) => sum + count, 0);
  return `# Damaged files

How reading ended with ${mutations} damaged copies of ${files} files. Written by \`npm run fuzz -- --minutes N\` (${machine}).

Each copy is damaged in one way: cut short, bits changed in the header or anywhere, a declared size made huge or negative, blocks zeroed, doubled or
left out; of texts also lines and fields left out, doubled, very long, or another number. It is then read as \`jdas inspect\` reads it, an experiment
file as \`jdas run\` does. A small file is damaged more often than a large one: all have the same time.

- **read**: what is left is whole enough to be read;
- **typed**: an error that names the file, what was found, what was expected and what to do;
- **untyped**: an error of the program; **crash**: the end of its process; **hang**: more than 20 s, twice; **memory**: more than 1 GiB.

| files of | files | ${outcomes.join(" | ")} |
| --- | ---${" | ---".repeat(outcomes.length)} |
${rows.join("\n")}
| **all** | ${files} | ${cells(total)} |
`;
}
