// Today's lines: the pane follows the row, keys act on the row that has the focus, and nothing is
// ticked off before the log has answered. Without this file all of it are links and forms.
import "./desk.js";
import { reckon } from "./division.js";
import { heard } from "./keys.js";
import { answered } from "./told.js";
import "./upload.js";
import { say } from "./words.js";

const SOON_MS = 90;
let pane = document.querySelector("[data-pane]");
let asked = 0;
let soon = 0;

const rowOf = (target) => target.closest?.("[data-row]");
const selected = () => document.querySelector("[data-row].selected");

// The row that is looked at, and its pane: fetched as the page that its link leads to.
async function choose(row, url = row.querySelector("a[href]").href) {
  const mine = (asked += 1);
  mark(row);
  pane.setAttribute("aria-busy", "true");
  let found;
  try {
    const answer = await fetch(url, { headers: { Accept: "text/html" } });
    found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-pane]");
  } catch {
    if (mine === asked) unreached();
    return false;
  }
  if (mine !== asked) return false;
  if (!found) return void (location.href = url);
  pane.replaceWith(found);
  pane = found;
  reckon(pane);
  history.replaceState(null, "", url);
  return true;
}

function mark(row) {
  for (const one of document.querySelectorAll("[data-row]")) {
    one.classList.toggle("selected", one === row);
    one.tabIndex = one === row ? 0 : -1;
    const link = one.querySelector("a[href]");
    if (one === row) link?.setAttribute("aria-current", "true");
    else link?.removeAttribute("aria-current");
  }
}

// The pane is still the row's before: that row is looked at again, and it is said why.
function unreached() {
  const before = [...document.querySelectorAll("[data-row]")].find((row) => row.dataset.line === pane.dataset.line);
  const focused = document.activeElement?.matches("[data-row]");
  mark(before);
  if (focused) before?.focus();
  pane.removeAttribute("aria-busy");
  pane.querySelector("[data-unreached]")?.remove();
  const told = document.createElement("p");
  told.className = "notice warn";
  told.dataset.unreached = "";
  told.setAttribute("role", "alert");
  told.textContent = say("today.unreached");
  pane.prepend(told);
}

document.addEventListener("focusin", (event) => {
  const row = rowOf(event.target);
  clearTimeout(soon);
  if (!row || row !== event.target || row.classList.contains("selected")) return;
  soon = setTimeout(() => choose(row), SOON_MS);
});

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const other = event.target.closest("[data-swap]");
  if (other && selected()) {
    event.preventDefault();
    return void choose(selected(), other.href);
  }
  const row = rowOf(event.target);
  if (row && !event.target.closest("input")) {
    event.preventDefault();
    clearTimeout(soon);
    row.focus();
    if (!row.classList.contains("selected")) choose(row);
    return;
  }
  const leads = event.target.closest("[data-focus]");
  if (leads) setTimeout(() => show(document.getElementById(leads.dataset.focus)));
});

function show(found) {
  found?.scrollIntoView({ block: "nearest" });
  found?.focus();
}

// Enter on a row is its primary act, on the pane of that very row.
document.addEventListener(
  "keydown",
  async (event) => {
    const row = event.target.matches?.("[data-row]") ? event.target : null;
    if (event.key !== "Enter" || !row || !heard(event) || event.shiftKey || event.repeat) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    clearTimeout(soon);
    if (pane.dataset.line !== row.dataset.line && !(await choose(row))) return;
    const act = pane.querySelector('[data-key="Enter"]:not([aria-disabled="true"])');
    act?.click();
  },
  true,
);

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.matches("[data-today] form, dialog form")) return;
  const rows = form.id === "bulk" ? ticked().map(rowOf) : form.closest("[data-pane]") ? [selected()] : [];
  for (const row of rows) working(row);
});

function working(row) {
  if (!row) return;
  row.setAttribute("aria-busy", "true");
  const words = row.querySelector(".tag")?.lastChild;
  if (words) words.textContent = say("today.working");
}

function ticked() {
  return [...document.querySelectorAll('input[name="tick"]:checked')];
}

document.addEventListener("change", (event) => {
  if (event.target.name !== "tick") return;
  const n = ticked().length;
  const button = document.querySelector("#bulk button");
  button.firstChild.textContent = say("today.bulk", { n });
  button.toggleAttribute("disabled", n === 0);
});

// After an act the focus is on the row that follows.
if (answered) selected()?.focus();
selected()?.scrollIntoView({ block: "nearest" });
