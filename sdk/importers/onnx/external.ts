import { badInput, show } from "../../errors.ts";
import { invalidFile } from "./failures.ts";
import { type Graph, type Tensor, tensorsOf } from "./model.ts";
import { tensorLabel } from "./tensor.ts";

/** Gives the content of a file beside the model, by the location the model names; undefined when it is not there. */
export type ExternalData = (location: string) => Uint8Array | undefined;

/** Puts data that lies outside the file where it belongs, as views of what is given. */
export function placeExternalData(graph: Graph, given: ExternalData | undefined): void {
  if (given === undefined) return;
  const files = new Map<string, Uint8Array | undefined>();
  for (const tensor of tensorsOf(graph)) {
    if (!tensor.external || tensor.rawData !== undefined) continue;
    const location = tensor.place.get("location") ?? "";
    if (!files.has(location)) files.set(location, contentOf(location, given));
    const content = files.get(location);
    if (content !== undefined) tensor.rawData = partOf(tensor, content);
  }
}

function contentOf(location: string, given: ExternalData): Uint8Array | undefined {
  const content: unknown = given(location);
  if (content === undefined || content instanceof Uint8Array) return content;
  throw badInput("options.externalData", `a Uint8Array for ${show(location)}, or undefined`, content);
}

function partOf(tensor: Tensor, content: Uint8Array): Uint8Array {
  const offset = Number(tensor.place.get("offset") ?? 0);
  const length = Number(tensor.place.get("length") ?? content.length - offset);
  const isPart = Number.isSafeInteger(offset) && Number.isSafeInteger(length) && offset >= 0 && length >= 0;
  if (isPart && offset + length <= content.length) return content.subarray(offset, offset + length);
  const expected = `${offset} + ${length} bytes in ${show(tensor.place.get("location") ?? "")}`;
  throw invalidFile(tensorLabel(tensor), expected, `${content.length}`);
}
