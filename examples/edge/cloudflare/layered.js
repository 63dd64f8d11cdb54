// The same without the page at /, /openapi.json, models and the questions about clusters: two thirds of the size.
import { createHandler } from "percolation/http/lean";

export default createHandler({ workLimit: 1e7 });
