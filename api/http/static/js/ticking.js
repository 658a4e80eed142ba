// What is ticked is what is submitted: its number and its sums follow, in minor units throughout.
import { written } from "./money.js";

const proposal = document.querySelector("[data-proposal]");

function boxes() {
  return [...document.querySelectorAll('input[name="item"]')];
}

function reckon() {
  const ticked = boxes().filter((box) => box.checked);
  for (const place of document.querySelectorAll("[data-sum]")) {
    const sum = ticked.reduce((so, box) => so + BigInt(box.dataset[place.dataset.sum]), 0n);
    place.replaceChildren(written(sum));
  }
  for (const said of document.querySelectorAll("[data-capitals]")) said.hidden = true;
  for (const said of document.querySelectorAll("[data-pattern]")) {
    const words = said.dataset.pattern.replace("{n}", ticked.length);
    (said.querySelector("button") ?? said).textContent = words;
  }
  const button = proposal.querySelector("button");
  if (!button.hasAttribute("aria-describedby")) button.disabled = !ticked.length;
}

if (proposal) {
  document.addEventListener("change", (event) => {
    if (event.target.name === "item") reckon();
  });
}
