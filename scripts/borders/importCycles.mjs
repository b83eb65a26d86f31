/**
 * The cycles of a graph, each found once, as a path from a node back to itself.
 *
 * @param {Map<string, string[]>} graph node -> what it depends on
 * @returns {string[][]}
 */
export function importCycles(graph) {
  /** @type {string[][]} */
  const cycles = [];
  /** @type {Set<string>} */
  const done = new Set();
  /** @param {string} node @param {string[]} path */
  const visit = (node, path) => {
    const start = path.indexOf(node);
    if (start >= 0) {
      cycles.push([...path.slice(start), node]);
      return;
    }
    if (done.has(node)) return;
    for (const next of graph.get(node) ?? []) visit(next, [...path, node]);
    done.add(node);
  };
  for (const node of graph.keys()) visit(node, []);
  return cycles;
}
