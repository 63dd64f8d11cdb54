/** What the layer at `index` of `depth` layers is called: `inputs`, `hidden 1`, ..., `outputs`. */
export function layerName(index: number, depth: number): string {
  if (index === 0) return "inputs";
  return index === depth - 1 ? "outputs" : `hidden ${index}`;
}
