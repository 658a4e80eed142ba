// The way from leaf to root as a small picture: one knot a level, its sibling on its side.
import { count, say } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";

export function draw(figure, sides, position, size) {
  const svg = figure.querySelector("svg");
  const about = say("event.path.about", { position: count(position), size: count(size), n: sides.length });
  svg.replaceChildren();
  const steps = sides.length + 1;
  const x = (n) => 28 + (n * 330) / Math.max(1, steps - 1);
  const y = (n) => 74 - (n * 52) / Math.max(1, steps - 1);
  add(svg, "path", { class: "line", d: `M${x(0)} ${y(0)}L${x(steps - 1)} ${y(steps - 1)}` });
  sides.forEach((left, n) => {
    const down = left ? 1 : -1;
    const end = y(n) + down * 13;
    add(svg, "path", { class: "twig", d: `M${x(n)} ${y(n)}V${end}` });
    add(svg, "rect", { class: "sibling", x: x(n) - 3, y: end - 3, width: 6, height: 6 });
  });
  for (let n = 0; n < steps; n += 1) add(svg, "circle", { class: "knot", cx: x(n), cy: y(n), r: 2.8 });
  add(svg, "text", { x: 4, y: y(0) + 4 }).textContent = say("event.path.leaf");
  add(svg, "text", { x: x(steps - 1) + 10, y: y(steps - 1) + 4 }).textContent = say("event.path.root");
  svg.setAttribute("aria-label", about);
  svg.removeAttribute("aria-labelledby");
  figure.querySelector("[data-way-about]").textContent = about;
  figure.hidden = false;
}

function add(svg, name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return svg.appendChild(made);
}
