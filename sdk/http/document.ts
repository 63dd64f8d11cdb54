/** A text that is there to be read, and what is said of it. */
export interface Document {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export function document(body: string, headers: Document["headers"]): Document {
  return { body, headers: { ...headers, "Cache-Control": "public, max-age=3600" } };
}
