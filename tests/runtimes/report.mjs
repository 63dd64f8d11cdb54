/** One aligned line per runtime and build, and the closing count. */
import { firstDifference } from "./difference.mjs";

/** @typedef {{ name: string, version: string, engine: string }} Subject */

/** A value as it may stand in a line. @param {unknown} value */
function brief(value) {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 120)}...` : text;
}

/** An error may carry a whole stack or log: the line takes its beginning. @param {string} reason */
const oneLine = (reason) => reason.replace(/\s*\n\s*/g, " | ").slice(0, 600);

export class Report {
  #counts = { passed: 0, failed: 0, missing: 0 };
  #requireAll;

  /** @param {{ requireAll: boolean }} options whether a missing runtime is a failed one */
  constructor({ requireAll }) {
    this.#requireAll = requireAll;
  }

  /** @param {Subject} subject @param {string} build @param {string} verdict */
  #line({ name, version, engine }, build, verdict) {
    console.log(`${name.padEnd(9)} ${version.padEnd(16)} ${engine.padEnd(17)} ${build.padEnd(10)} ${verdict}`);
  }

  /**
   * @param {Subject} subject @param {string} build
   * @param {Record<string, unknown>} expected @param {Record<string, unknown>} actual
   */
  compare(subject, build, expected, actual) {
    const difference = firstDifference(expected, actual);
    if (difference === undefined) {
      this.#counts.passed++;
      this.#line(subject, build, "ok");
      return;
    }
    this.#counts.failed++;
    const { name } = difference;
    const [wanted, got] = [brief(difference.expected), brief(difference.actual)];
    this.#line(subject, build, `DIFFERS in ${name}: expected ${wanted}, actual ${got}`);
  }

  /** @param {Subject} subject @param {string} build @param {unknown} error */
  failed(subject, build, error) {
    this.#counts.failed++;
    this.#line(subject, build, `FAILED: ${oneLine(error instanceof Error ? error.message : String(error))}`);
  }

  /** @param {Subject} subject @param {string} build @param {string} why @param {string} howToInstall */
  missing(subject, build, why, howToInstall) {
    this.#counts[this.#requireAll ? "failed" : "missing"]++;
    this.#line(subject, build, `MISSING: ${why}; to install: ${howToInstall}`);
  }

  /** Prints the closing line. @returns {boolean} whether something passed and nothing failed */
  close() {
    const { passed, failed, missing } = this.#counts;
    console.log(`${passed} passed, ${failed} failed${missing > 0 ? `, ${missing} missing` : ""}`);
    return failed === 0 && passed > 0;
  }
}
