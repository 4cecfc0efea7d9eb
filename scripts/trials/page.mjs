/** docs/reliability.md */

/** @param {{ kind: string, title: string, count: number, faults: number }[]} rows @param {number} seed @param {string} machine */
export function reliabilityPage(rows, seed, machine) {
  const lines = rows.map(
    ({ kind, title, count, faults }) => `| \`${kind}\` | ${title} | ${count} | ${count - faults} |`,
  );
  return `# Reliability

What was done to runs, and how many ended as they should. Written by \`npm run trials\` (seed ${seed}, ${machine}).

| | what was done | trials | as they should be |
| --- | --- | --- | --- |
${lines.join("\n")}

Each trial is a twin of three days with three stages: a truth of its own, an analysis of 8 members, FC (14 x 12 cells of 280 km).
"As they should be": what happens is an error that names the thing and no stack trace; after it the run can be resumed; and what then
lies in its folder is that of a run that was left alone: the same files, byte for byte (of a period made longer but for the name of the run in
\`history\`), the same tables and figures. A program whose own heap is full is ended by Node with a stack; the run goes on all the same.

A trial that fails is kept, and is repeated by its number: \`npm run trials -- --repeat kill:31\`. \`npm run trials -- --short\` does one
of each kind; continuous integration runs that.
`;
}
