/**
 * What test/parallel/findMpi.test.ts runs as one process: says which MPI is found, or which communicator it gets.
 *
 *   node alone.mjs find|open
 */
import { findMpi } from "../../dist/parallel/findMpi.js";
import { openCommunicator } from "../../dist/parallel/openCommunicator.js";

if (process.argv[2] === "find") console.log(JSON.stringify(await findMpi()));
else {
  await openCommunicator().then(
    ({ description }) => console.log(description),
    (error) => console.log(error.message),
  );
}
