// A line divided among deposits: what is left follows what is typed, and only a division that leaves
// nothing is sent. Without this file the server reckons.
import { fen, written } from "./money.js";
import { say } from "./words.js";

const PARTS = 2;

// Of every form in a place: what is left, and whether it may be sent.
export function reckon(place) {
  for (const form of place.querySelectorAll("[data-division]")) {
    const typed = [...form.querySelectorAll('[name="part"]')].map((field) => fen(field.value));
    const given = typed.reduce((sum, one) => sum + (one ?? 0n), 0n);
    const left = BigInt(form.dataset.division) - given;
    const fits = left === 0n && !typed.includes(null) && typed.filter(Boolean).length >= PARTS;
    form.querySelector("[data-left-off]").hidden = left === 0n;
    const shown = written(left);
    shown.classList.toggle("off", left !== 0n);
    form.querySelector("[data-left-sum]").replaceChildren(shown);
    form.querySelector("[data-send]").setAttribute("aria-disabled", String(!fits));
  }
}

// One more row, of those that are typed; the server adds them where there is none to copy.
function more(form) {
  const rows = form.querySelectorAll("[data-part]");
  const last = rows[rows.length - 1];
  if (!last || last.querySelector('[type="hidden"]') || rows.length >= Number(form.dataset.most)) return false;
  const made = last.cloneNode(true);
  made.classList.remove("off");
  made.querySelector(".why-off")?.remove();
  for (const field of made.querySelectorAll("input")) {
    field.value = "";
    field.removeAttribute("id");
  }
  made.setAttribute("aria-label", say("today.split.nth", { n: rows.length + 1 }));
  last.after(made);
  made.querySelector("input").focus();
  return true;
}

document.addEventListener("input", (event) => {
  if (event.target.closest("[data-division]")) reckon(document);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-division] button");
  if (!button) return;
  const adds = "more" in button.dataset && more(button.form);
  if (adds || button.getAttribute("aria-disabled") === "true") event.preventDefault();
});

reckon(document);
