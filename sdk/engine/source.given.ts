// In a worker: the module that whoever started it has compiled.
let given: WebAssembly.Module | undefined;

export const usesSimd: boolean = true;

export function giveEngine(module: WebAssembly.Module): void {
  given = module;
}

export function engineSource(): Uint8Array<ArrayBuffer> | WebAssembly.Module {
  if (!given) throw new TypeError("a worker is given its engine before its first task");
  return given;
}
