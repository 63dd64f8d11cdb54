import { version } from "../engine/version.gen.ts";
import type { Ready } from "./answers.ts";
import type { Replies } from "./replies.ts";

/** Says that the handler answers, and by which version. */
export function healthOf(replies: Replies): Ready {
  const etag = `"health-${version}"`;
  const headers = replies.headersOf(etag, { "Content-Type": "application/json", "Cache-Control": "no-store" });
  return { etag, headers, body: `${JSON.stringify({ status: "ok", version })}\n` };
}
