/** The air flows that `jdas verify` and the tests of transport share. */
export { type Box, box, closeHour, randomFlow, stillAir } from "../../src/verification/airFlows.js";
