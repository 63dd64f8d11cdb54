import { writeFileSync } from "node:fs";
import { curve, layered, rectangular } from "percolation";
import { curveToSvg, curveToText } from "percolation/plot";
import { test } from "vitest";

test("look", () => {
  const n = layered([784, 300, 100, 10], { dropSites: 0.5 });
  const a = curve(n, { of: "bonds", from: 0.98, to: 1 });
  console.log(
    curveToText(a),
    curveToText(curve(rectangular({ width: 8, depth: 10 }), { of: "sites" }), { colour: true, rows: 12, columns: 50 }),
  );
  const w = (name: string, s: string) => writeFileSync(`/tmp/plotlook/${name}.svg`, s);
  w("a", curveToSvg(a));
  const b = curve(rectangular({ width: 8, depth: 10 }), { of: "sites" });
  w("b", curveToSvg(b));
  w("blog", curveToSvg(b, { logarithmic: true }));
  w(
    "deep",
    curveToSvg(curve(rectangular({ width: 100, depth: 10 }), { of: "sites" }), {
      logarithmic: true,
      width: 480,
      height: 300,
    }),
  );
  const s = curve(layered([8, 8, 8, 8]), { of: "bonds", method: "monte-carlo", trials: 500, points: 41 });
  w("s", curveToSvg(s));
  w("slog", curveToSvg(s, { logarithmic: true, title: 'A <b> & "c"' }));
});
