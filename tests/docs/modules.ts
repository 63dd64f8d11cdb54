import * as fs from "node:fs";
import * as fsPromises from "node:fs/promises";
import * as percolation from "percolation";
import * as http from "percolation/http";
import * as importers from "percolation/importers";
import * as plot from "percolation/plot";
import * as training from "percolation/training";
import * as workers from "percolation/workers";

/** What examples may import. */
export const modules = {
  percolation,
  "percolation/http": http,
  "percolation/importers": importers,
  "percolation/plot": plot,
  "percolation/training": training,
  "percolation/workers": workers,
  "node:fs": fs,
  "node:fs/promises": fsPromises,
};
