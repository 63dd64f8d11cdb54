// The same for layered networks alone, without the page at / and /openapi.json: 60 KB after gzip, engine included.
import { createHandler } from "percolation/http/layered";

export default createHandler({ workLimit: 1e7 });
