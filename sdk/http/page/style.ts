/** How the page looks: one column, light or dark as the reader has it. */
export const style = `
:root{color-scheme:light dark;--ink:#1b2430;--soft:#5a6675;--line:#d5dbe3;--paper:#fbfcfd;--card:#fff;--accent:#0b63b5}
@media(prefers-color-scheme:dark){:root{--ink:#e6eaf0;--soft:#9aa6b4;--line:#333d49;--paper:#12171d;--card:#1a2129;--accent:#7cb8f5}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:56rem;padding:1.5rem 1rem 4rem;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
h1{font-size:1.7rem;line-height:1.2;margin:.5rem 0}h2{font-size:1.15rem;margin:2.5rem 0 .75rem}
p{margin:.5rem 0;max-width:44rem}a{color:var(--accent)}
code,pre,input,select{font-family:ui-monospace,monospace}code{font-size:.92em;overflow-wrap:anywhere}
pre{margin:.75rem 0;padding:.75rem;overflow:auto;max-height:28rem;background:var(--card);border:1px solid var(--line);border-radius:.4rem;font-size:.85rem;line-height:1.4}
details{background:var(--card);border:1px solid var(--line);border-radius:.4rem;margin:.5rem 0}
summary{padding:.6rem .9rem;cursor:pointer}summary code{font-weight:600;color:var(--accent);margin-right:.5rem}
form,.examples{padding:0 .9rem}.examples{margin:.25rem 0}
fieldset{border:0;padding:0;margin:.5rem 0;display:grid;gap:.75rem 1rem;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr))}
legend{padding:0;color:var(--soft);font-size:.85rem;margin-bottom:.25rem}
label{display:flex;flex-direction:column;font-size:.9rem}
label small{color:var(--soft);line-height:1.35;margin-top:.2rem}
input,select{font-size:1rem;width:100%;padding:.4rem .5rem;margin-top:.15rem;color:inherit;background:var(--paper);border:1px solid var(--line);border-radius:.3rem}
input[type=checkbox]{width:1.1rem;height:1.1rem;margin:.4rem 0}
input::placeholder{color:var(--soft);opacity:.75}
button{font:inherit;font-weight:600;margin:.5rem 0 1rem;padding:.5rem 1.4rem;color:var(--paper);background:var(--accent);border:0;border-radius:.3rem;cursor:pointer}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
table{border-collapse:collapse;font-size:.95rem}td,th{padding:.25rem 1rem .25rem 0;text-align:left;vertical-align:top;font-weight:400;border-top:1px solid var(--line)}
td:last-child{font-variant-numeric:tabular-nums}output{display:block;overflow-wrap:anywhere}
footer{margin-top:3rem;color:var(--soft);font-size:.9rem}
`.trim();
