import type { Flag } from "../flags/flags.ts";

/** What a flag means, in the words of who knows it as a parameter or a field. */
export function meaningOf({ meaning, fallback = "" }: Flag): string {
  const text = meaning.replaceAll("--", "");
  return fallback === "" ? text : `${text}; ${fallback} unless given`;
}
