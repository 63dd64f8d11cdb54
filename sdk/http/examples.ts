import { type CommandName, forms } from "../flags/forms.ts";
import { parametersOf } from "./parameters.ts";

/** Examples of the GET form of a question: query strings, made of the examples of the command line that need no file. */
export function examplesOf(name: CommandName): string[] {
  return forms[name].examples
    .filter((line) => !line.includes("--graph FILE") && !line.startsWith("FILE"))
    .map((line) => queryStringOf(name, line));
}

function queryStringOf(name: CommandName, line: string): string {
  const table = parametersOf(name);
  const parameters: string[] = [];
  // Values of these lines hold no dashes in pairs, nor anything that a query string has to escape.
  for (const part of line.split("--").slice(1)) {
    const [flag = "", value = "true"] = part.trim().split(" ");
    if ((table as ReadonlyMap<string, unknown>).has(flag)) parameters.push(`${flag}=${value}`);
  }
  return parameters.join("&");
}
