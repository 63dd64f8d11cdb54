/** The style of the page: dark ink on white, light ink on black where that is asked for, and black on white on paper. */
export const STYLE = `
:root { color-scheme: light dark; --paper: #ffffff; --ink: #1f2328; --faint: #59636e; --line: #d0d7de;
  --plain: #f6f8fa; --bar: #54aeff66; --warn: #fff8c5; --warn-line: #d4a72c; --edge: #8c959f; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #0d1117; --ink: #e6edf3; --faint: #9da7b3; --line: #3d444d; --plain: #151b23; --bar: #1f6feb66;
    --warn: #2b2206; --warn-line: #9e6a03; --edge: #7d8590; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; }
main, footer { max-width: 1128px; margin: 0 auto; padding: 24px; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 4px; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin: 40px 0 12px; padding-bottom: 4px; border-bottom: 1px solid var(--line); }
p { margin: 0 0 8px; max-width: 75ch; overflow-wrap: anywhere; }
.faint, footer { color: var(--faint); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(200px, 1fr)); gap: 12px; margin: 20px 0; }
.figures div { border: 1px solid var(--line); border-radius: 8px; padding: 12px 14px; background: var(--plain); }
.figures dt { color: var(--faint); font-size: 0.85rem; }
.figures dd { margin: 0; font-size: 1.3rem; font-weight: 600; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.figures dd + dd { font-size: 0.85rem; font-weight: 400; color: var(--faint); }
.findings { list-style: none; margin: 0; padding: 0; }
.findings li { background: var(--warn); border-left: 4px solid var(--warn-line); padding: 8px 12px; margin: 0 0 8px;
  overflow-wrap: anywhere; }
figure { margin: 0; overflow-x: auto; }
figcaption { color: var(--faint); font-size: 0.85rem; margin-top: 8px; }
svg.network { display: block; height: auto; }
svg .edge { stroke: var(--edge); }
svg .head { fill: var(--edge); }
svg .note { fill: var(--faint); }
svg .plain rect { fill: var(--plain); stroke: var(--edge); }
svg .plain text { fill: var(--ink); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.82rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--faint); padding-bottom: 8px; }
th, td { text-align: left; padding: 4px 8px; border-bottom: 1px solid var(--line); vertical-align: top; }
thead th { vertical-align: bottom; border-bottom: 2px solid var(--line); }
tbody th { font-weight: 600; min-width: 11em; max-width: 22em; overflow-wrap: anywhere; }
td.number, th.number { text-align: right; }
td.number { white-space: nowrap; }
td.share { min-width: 4.6em; }
.bar { display: block; height: 5px; margin-top: 3px; background: var(--bar); border-radius: 2px; }
.bar, .swatch, svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.swatch { display: inline-block; width: 10px; height: 10px; margin-right: 6px; border: 1px solid var(--edge); border-radius: 2px; }
.ranking { padding-left: 2.2em; max-width: 60em; }
.ranking li { margin-bottom: 6px; overflow-wrap: anywhere; }
pre { background: var(--plain); border: 1px solid var(--line); border-radius: 8px; padding: 12px; overflow-x: auto;
  white-space: pre-wrap; overflow-wrap: anywhere; font-size: 0.8rem; max-height: 30em; }
summary { cursor: pointer; }
@media print {
  :root { --paper: #ffffff; --ink: #000000; --faint: #444444; --line: #bbbbbb; --plain: #f6f8fa; --edge: #777777; }
  body { font-size: 11pt; } main, footer { max-width: none; padding: 0; } pre { max-height: none; }
  .scroll, figure { overflow: visible; } tr, li, .figures div { break-inside: avoid; } svg.network { max-width: 100%; max-height: 24cm; }
  h2 { break-after: avoid; } table { font-size: 7pt; }
}
`;
