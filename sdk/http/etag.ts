/** Whether the header If-None-Match names an entity tag, strong or weak, or all of them. */
export function matches(header: string, etag: string): boolean {
  if (header.trim() === "*") return true;
  // Tags made here hold no comma: one that does, cut in two, matches none.
  return header.split(",").some((tag) => {
    const text = tag.trim();
    return text === etag || text === `W/${etag}`;
  });
}
