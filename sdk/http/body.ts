import { Problem } from "./problem.ts";

const utf8 = /* @__PURE__ */ new TextDecoder("utf-8", { fatal: true });

/** The text in the body of a request of JSON, of at most `limit` bytes. */
export async function readBody(request: Request, limit: number): Promise<string> {
  checkHeaders(request.headers);
  const declared = Number(request.headers.get("content-length") ?? Number.NaN);
  if (declared > limit) throw tooLong(limit);
  // More than is declared cannot come, so that it may be waited for as a whole, which servers do faster.
  const bytes = declared >= 0 ? await readWhole(request, limit) : await readStream(request.body, limit);
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Problem("malformed", "body: expected text in UTF-8, got other bytes", { field: "body" });
  }
}

function checkHeaders(headers: Headers): void {
  const type = headers.get("content-type");
  if (type === null || !isJson(type)) {
    const got = type === null ? "none" : JSON.stringify(type.slice(0, 80));
    throw new Problem("unsupported-media-type", `Content-Type: expected application/json in UTF-8, got ${got}`);
  }
  const coding = headers.get("content-encoding");
  if (coding !== null && coding.toLowerCase() !== "identity") {
    throw new Problem(
      "unsupported-media-type",
      `Content-Encoding: expected none, got ${JSON.stringify(coding.slice(0, 80))}`,
    );
  }
}

/** Whether a media type is JSON, and its text UTF-8. */
function isJson(text: string): boolean {
  if (text === "application/json") return true;
  const [type = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  if (type !== "application/json" && !(type.startsWith("application/") && type.endsWith("+json"))) return false;
  return parameters.every((each) => !each.startsWith("charset=") || UTF_8.includes(each.slice("charset=".length)));
}

const UTF_8 = ["utf-8", '"utf-8"', "utf8"];

async function readWhole(request: Request, limit: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(await unbroken(request.arrayBuffer()));
  if (bytes.length > limit) throw tooLong(limit);
  return bytes;
}

async function readStream(body: ReadableStream<Uint8Array> | null, limit: number): Promise<Uint8Array> {
  if (body === null) return new Uint8Array(0);
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let next = await unbroken(reader.read()); !next.done; next = await unbroken(reader.read())) {
    length += next.value.length;
    if (length > limit) {
      // Nobody waits for the end of what is not wanted.
      reader.cancel().catch(() => {});
      throw tooLong(limit);
    }
    chunks.push(next.value);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

/** A body that breaks off is the sender's doing. */
async function unbroken<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch {
    throw new Problem("malformed", "body: expected all of it, got a part", { field: "body" });
  }
}

function tooLong(limit: number): Problem {
  return new Problem("too-long", `body: expected at most ${limit} bytes, got more`, { field: "body" });
}
