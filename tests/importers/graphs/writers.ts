import type { Contents } from "./contents.ts";

/** A field of a table, in quotes when it could be read otherwise without. */
function field(text: string): string {
  const isPlain = /^[^\s,;"#%]+$/.test(text) && text !== "{}";
  return isPlain ? text : `"${text.replaceAll('"', '""')}"`;
}

/** Each vertex on a line of its own, which also fixes the order, then each edge. */
export function edgeList({ nodes, edges, weights, labels }: Contents, separator: string, lineEnd: string): string {
  const name = (vertex: number) => field(labels?.[vertex] ?? String(vertex));
  const vertices = Array.from({ length: nodes }, (_, vertex) => name(vertex));
  const lines = edges.map(([source, target], edge) => {
    return [name(source), name(target), ...(weights ? [String(weights[edge])] : [])].join(separator);
  });
  return [...vertices, ...lines].join(lineEnd);
}

export function pajek({ nodes, directed, edges, weights, labels }: Contents): string {
  const vertices = labels?.map((label, vertex) => `${vertex + 1} "${label}"`) ?? [];
  const lines = edges.map(([source, target], edge) => {
    return `${source + 1} ${target + 1}${weights ? ` ${weights[edge]}` : ""}`;
  });
  return [`*Vertices ${nodes}`, ...vertices, directed ? "*Arcs" : "*Edges", ...lines].join("\n");
}

/** For graphs without loops and parallel edges. */
export function metis({ nodes, edges, weights }: Contents): string {
  const lists = Array.from({ length: nodes }, (): string[] => []);
  for (const [edge, [source, target]] of edges.entries()) {
    const weight = weights ? ` ${weights[edge]}` : "";
    lists[source]?.push(`${target + 1}${weight}`);
    lists[target]?.push(`${source + 1}${weight}`);
  }
  return [`${nodes} ${edges.length} ${weights ? "001" : "000"}`, ...lists.map((list) => list.join(" "))].join("\n");
}

export function nodeLink({ nodes, directed, edges, weights, labels }: Contents): string {
  const name = (vertex: number) => labels?.[vertex] ?? vertex;
  return JSON.stringify({
    directed,
    nodes: Array.from({ length: nodes }, (_, vertex) => ({ id: name(vertex) })),
    links: edges.map(([source, target], edge) => ({
      source: name(source),
      target: name(target),
      ...(weights ? { weight: weights[edge] } : {}),
    })),
  });
}

function escaped(text: string): string {
  return text.replace(/[&<>"\t\r\n]/g, (character) => `&#${character.codePointAt(0)};`);
}

export function graphml({ nodes, directed, edges, weights, labels }: Contents): string {
  const name = (vertex: number) => escaped(labels?.[vertex] ?? String(vertex));
  const data = (edge: number) => (weights ? `<data key="w">${weights[edge]}</data>` : "");
  return [
    '<graphml><key id="w" for="edge" attr.name="weight" attr.type="double"/>',
    `<graph edgedefault="${directed ? "directed" : "undirected"}">`,
    ...Array.from({ length: nodes }, (_, vertex) => `<node id="${name(vertex)}"/>`),
    ...edges.map(([s, t], edge) => `<edge source="${name(s)}" target="${name(t)}">${data(edge)}</edge>`),
    "</graph></graphml>",
  ].join("\n");
}

export function gexf({ nodes, directed, edges, weights, labels }: Contents): string {
  const weight = (edge: number) => (weights ? ` weight="${weights[edge]}"` : "");
  return [
    `<gexf version="1.3"><graph defaultedgetype="${directed ? "directed" : "undirected"}"><nodes>`,
    ...Array.from({ length: nodes }, (_, vertex) => {
      return `<node id="${vertex}"${labels ? ` label="${escaped(labels[vertex] ?? "")}"` : ""}/>`;
    }),
    "</nodes><edges>",
    ...edges.map(([source, target], edge) => `<edge source="${source}" target="${target}"${weight(edge)}/>`),
    "</edges></graph></gexf>",
  ].join("\n");
}
