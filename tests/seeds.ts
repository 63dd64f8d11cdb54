// The seed of all property tests: one number, so that a run can be repeated and a red test is a change's doing.
// `npm run test:hunt` draws a new one to look for what no run has met yet; PROPERTY_SEED=N npm test repeats it.
import fc from "fast-check";

const DEFAULT_SEED = 2026;

const given = process.env.PROPERTY_SEED;
if (given !== undefined && !/^-?\d+$/.test(given)) {
  throw new Error(`PROPERTY_SEED: expected an integer, got ${JSON.stringify(given)}`);
}
fc.configureGlobal({ seed: given === undefined ? DEFAULT_SEED : Number(given) | 0 });
