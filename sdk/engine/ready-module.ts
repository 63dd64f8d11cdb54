import { unavailable } from "./unavailable.ts";

/**
 * Starts a module that is compiled already. The module has no imports and hands out no managed objects, so
 * nothing has to be added to its exports; and one of another realm, as Next.js hands it into its edge sandbox, is taken too.
 */
export function startModule<Exports extends object>(module: WebAssembly.Module): Exports {
  try {
    return new WebAssembly.Instance(module).exports as Exports;
  } catch (error) {
    throw unavailable("its module cannot be instantiated here", error);
  }
}
