// What networks of layers of any kind are to other networks and to queries. A build without them has models.lean.ts here.
export { checkModel, resolveModel } from "./model/model.ts";
export { toLayered } from "./model/to-layered.ts";
