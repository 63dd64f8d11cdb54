// One arena, from the end of the static data to the end of the memory. The SDK lays a query's arrays
// out in it and reads the results before the next query; nothing is ever freed.
//
//   | static data: tables, slots |  arena: what the query needs ............ |
//   0                       __heap_base                                 memory.size

const PAGE: u64 = 65536;
/** Keeps every pointer below 2^31, where signed and unsigned readings of it agree. */
const LIMIT: u64 = 0x7fff0000;

/** Makes the arena `bytes` long. Returns its start, aligned to 16, or 0 when memory cannot grow so far. */
export function reserve(bytes: f64): usize {
  const start: u64 = (<u64>__heap_base + 15) & ~15;
  if (!(bytes >= 0 && bytes <= <f64>(LIMIT - start))) return 0;
  const pages = <i32>((start + <u64>bytes + PAGE - 1) / PAGE);
  const missing = pages - memory.size();
  if (missing > 0 && memory.grow(missing) < 0) return 0;
  return <usize>start;
}
