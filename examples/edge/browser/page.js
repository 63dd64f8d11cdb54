// The page's questions and its picture. The address holds the question, so that it can be shared.
import { criticalDrop, curve, layered, pathProbability, version } from "percolation";

const form = document.querySelector("#question");
const place = (name) => document.querySelector(`#${name}`);

/** The rate's name in a network, by what is removed. */
const RATES = { sites: "dropSites", bonds: "dropBonds" };

/** The chart's plane, in its own units. */
const PLANE = { left: 44, right: 624, top: 14, bottom: 262 };
const across = (drop) => PLANE.left + (PLANE.right - PLANE.left) * drop;
const up = (probability) => PLANE.bottom - (PLANE.bottom - PLANE.top) * probability;

function element(name, attributes, text = "") {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

function grid() {
  return [0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
    element("line", { class: "grid", x1: PLANE.left, x2: PLANE.right, y1: up(share), y2: up(share) }),
    element("text", { x: PLANE.left - 8, y: up(share) + 4, "text-anchor": "end" }, String(share)),
    element("text", { x: across(share), y: PLANE.bottom + 20, "text-anchor": "middle" }, String(share)),
  ]);
}

function draw(points, chosen, even) {
  const path = points.map(({ drop, probability }) => `${across(drop).toFixed(1)},${up(probability).toFixed(1)}`);
  place("chart").replaceChildren(
    ...grid(),
    element("line", { class: "even", x1: across(even), x2: across(even), y1: PLANE.top, y2: PLANE.bottom }),
    element("polyline", { class: "curve", points: path.join(" ") }),
    element("circle", { class: "chosen", r: 6, cx: across(chosen.drop), cy: up(chosen.probability) }),
  );
}

/** Shows a number shortly, and keeps all of it. */
function show(name, value) {
  place(name).value = String(value);
  place(name).textContent = value > 0 && value < 1e-4 ? value.toExponential(3) : String(Number(value.toPrecision(6)));
}

function answer() {
  const { widths, of, drop } = Object.fromEntries(new FormData(form));
  const rate = Number(drop);
  const network = layered(widths.split(",").map(Number), { [RATES[of]]: rate });
  const { probability, failure } = pathProbability(network);
  const even = criticalDrop(network, { of }).drop;
  show("probability", probability);
  show("failure", failure);
  show("critical", even);
  draw(curve(network, { of, points: 201 }).points, { drop: rate, probability }, even);
  history.replaceState(null, "", `?${new URLSearchParams({ widths, of, drop })}`);
}

function update() {
  const result = document.querySelector("section");
  try {
    answer();
    place("problem").textContent = "";
    result.classList.remove("stale");
  } catch (error) {
    place("problem").textContent = error.message;
    result.classList.add("stale");
  }
}

const asked = new URLSearchParams(location.search);
for (const name of ["widths", "of", "drop"]) {
  if (asked.has(name)) form.elements[name].value = asked.get(name);
}
form.elements.slider.value = form.elements.drop.value;
form.addEventListener("input", ({ target }) => {
  const { slider, drop } = form.elements;
  if (target === slider) drop.value = slider.value;
  if (target === drop) slider.value = drop.value;
  update();
});
form.addEventListener("submit", (event) => event.preventDefault());
place("version").textContent = `percolation ${version}, as WebAssembly in this page: nothing was sent anywhere.`;
update();
