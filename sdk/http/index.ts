export type { AllowedOrigins } from "./cors.ts";
export { createHandler, type Handler } from "./handler.ts";
export type { HandlerOptions } from "./options.ts";
