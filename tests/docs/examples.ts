import { transformSync } from "esbuild";

/** An expectation in an example: a line whose expression has the value after `// =>`. */
const RESULT = /^(\s*)(.+?);?\s*\/\/ => (.+)$/;

/**
 * Runs one example: TypeScript with imports of this package, in which `expression; // => value` states
 * what the expression gives. Returns how many such statements it checked.
 */
export async function runExample(
  source: string,
  modules: Record<string, unknown>,
  expectSame: (actual: unknown, expected: unknown, line: string) => void,
): Promise<number> {
  let checked = 0;
  const lines = source.split("\n").map((line) => {
    const [, indent = "", expression = "", value = ""] = RESULT.exec(line) ?? [];
    if (expression === "") return line;
    checked++;
    const declaration = /^(const|let) (\w+|\{.*\}|\[.*\]) = /.exec(expression);
    const name = declaration?.[2] ?? expression;
    const statement = declaration ? `${expression}; ` : "";
    return `${indent}${statement}__same(${name}, (${value}), ${JSON.stringify(line.trim())});`;
  });
  const imports = /^import \{([^}]+)\} from "([^"]+)";$/gm;
  const body = lines.join("\n").replace(imports, (_, names: string, module: string) => {
    if (!(module in modules)) throw new Error(`an example imports ${module}`);
    return `const {${names.replace(/ as /g, ": ")}} = __modules[${JSON.stringify(module)}];`;
  });
  const { code } = transformSync(`async function example(__modules, __same) {\n${body}\n}`, { loader: "ts" });
  const example = new Function(`${code}\nreturn example;`)() as (
    modules: Record<string, unknown>,
    same: typeof expectSame,
  ) => Promise<void>;
  await example(modules, expectSame);
  return checked;
}
