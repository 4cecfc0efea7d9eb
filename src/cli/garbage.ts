/**
 * How V8 finds memory that is no longer needed. Arrays of each hour come and go, hundreds of megabytes a second beside a heap
 * of some 40: V8 takes that for a reason to mark the heap piece by piece at nearly all times, and every write meanwhile pays
 * for it: an eighth of a run that has one core, a twentieth on two. Marked at once it takes 10 ms, three times a second.
 * Same numbers.
 */
import { setFlagsFromString } from "node:v8";

/** Of this process and its threads; before anything large is made. */
export function markAtOnce(): void {
  setFlagsFromString("--no-incremental-marking");
}
