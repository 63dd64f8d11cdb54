// Answers percolation queries over HTTP. `deno serve serve.ts` lets it listen, and it asks for nothing else.
import { createHandler } from "percolation/http";

export default createHandler();
