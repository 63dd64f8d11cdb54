/** Walks of one trial after the other, as JavaScript code does them today: with Math.random. */

/** Neighbours of a square lattice with open boundaries, four a site, -1 beyond the boundary. */
export function listSquare(side) {
  const list = new Int32Array(4 * side * side);
  for (let y = 0, at = 0; y < side; y++) {
    for (let x = 0; x < side; x++, at += 4) {
      const site = y * side + x;
      list[at] = x > 0 ? site - 1 : -1;
      list[at + 1] = x < side - 1 ? site + 1 : -1;
      list[at + 2] = y > 0 ? site - side : -1;
      list[at + 3] = y < side - 1 ? site + side : -1;
    }
  }
  return list;
}

/**
 * Sites of the last row reached from the first one over bonds kept with probability `keep`, summed over trials.
 * Breadth first; a bond is drawn when the walk comes to it, which it does but once.
 */
export function countReachedPlain(list, side, keep, trials) {
  const sites = side * side;
  const visited = new Int32Array(sites); // by the number of the trial, so that nothing is cleared
  const queue = new Int32Array(sites);
  let reached = 0;
  for (let trial = 1; trial <= trials; trial++) {
    let end = 0;
    for (let site = 0; site < side; site++) {
      visited[site] = trial;
      queue[end++] = site;
    }
    for (let begin = 0; begin < end; begin++) {
      const first = 4 * queue[begin];
      for (let at = first; at < first + 4; at++) {
        const other = list[at];
        if (other < 0 || visited[other] === trial || Math.random() >= keep) continue;
        visited[other] = trial;
        queue[end++] = other;
      }
    }
    for (let site = sites - side; site < sites; site++) reached += Number(visited[site] === trial);
  }
  return reached;
}

/** The greatest drop rate that leaves a path through fully connected layers, of one trial. */
export function bottleneckPlain(widths) {
  let costs = new Float64Array(widths[0]);
  for (let index = 1; index < widths.length; index++) {
    const next = new Float64Array(widths[index]);
    for (let target = 0; target < next.length; target++) {
      let least = 1;
      for (let source = 0; source < costs.length; source++) {
        least = Math.min(least, Math.max(costs[source], Math.random()));
      }
      next[target] = least;
    }
    costs = next;
  }
  return 1 - Math.min(...costs);
}
