// Keys: `/`, `?`, Esc, G and a letter everywhere; J K or arrows in a list; what a page marks with
// data-key. Never in a field, never while an input method is composing, and they can be turned off.
const OFF = "single-keys-off";
const switched = document.querySelector("[data-single-keys]");
let going = false;

if (switched) {
  switched.checked = !localStorage.getItem(OFF);
  switched.addEventListener("change", () => {
    if (switched.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
  });
}

document.addEventListener("keydown", (event) => {
  if (chord(event)) return;
  if (inField(event.target)) return void (event.key === "Escape" && event.target.blur());
  if (heard(event) && act(event)) event.preventDefault();
});

// Whether a key is the page's: typed nowhere, no part of a chord or of a word being composed, before
// no open dialog, and not switched off.
export function heard(event) {
  if (chord(event) || inField(event.target) || document.querySelector("dialog[open]")) return false;
  return !(localStorage.getItem(OFF) && event.key.length === 1);
}

function chord(event) {
  return event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey;
}

function inField(target) {
  return target.closest("input:not([type=checkbox]):not([type=radio]),textarea,select,[contenteditable]");
}

function act(event) {
  const key = event.key;
  if (going) {
    going = false;
    return press(`[data-go="${CSS.escape(key.toUpperCase())}"]`);
  }
  if (key === "/") return focus(document.getElementById("find"));
  if (key === "?") return press('[data-open="keys"]');
  if (key === "g" || key === "G") return (going = true);
  if (key === "Escape") return shut();
  if (["j", "ArrowDown"].includes(key)) return step(1);
  if (["k", "ArrowUp"].includes(key)) return step(-1);
  if (key === "Enter" && !event.shiftKey && event.target.matches("[data-row]")) return open(event.target);
  if (key === "Enter" && !event.shiftKey && event.target.closest("a[href],button,summary")) return false;
  const name = key.length === 1 ? key.toUpperCase() : key;
  const pressed = (keys) => press(`[data-key="${CSS.escape(keys)}"]`);
  return (event.shiftKey && pressed(`⇧${name}`)) || (key.length === 1 && pressed(name)) || (!event.shiftKey && pressed(name));
}

function press(selector) {
  const found = document.querySelector(selector);
  if (!found || found.getAttribute("aria-disabled") === "true") return false;
  found.click();
  return true;
}

function focus(found) {
  found?.focus();
  return Boolean(found);
}

function shut() {
  const open = document.querySelector("details[open]");
  if (open) {
    open.open = false;
    return focus(open.querySelector("summary"));
  }
  return false;
}

// Rows take focus one at a time; the one that is chosen, or the first, can be tabbed to.
function rows() {
  return [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent !== null);
}

function step(by) {
  const all = rows();
  if (!all.length) return false;
  const here = all.indexOf(document.activeElement.closest("[data-row]"));
  const chosen = all.findIndex((row) => row.matches(".selected,[aria-selected=true]"));
  const from = here >= 0 ? here : chosen >= 0 ? chosen : by > 0 ? -1 : all.length;
  const next = all[Math.min(all.length - 1, Math.max(0, from + by))];
  for (const row of all) row.tabIndex = row === next ? 0 : -1;
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}

function open(row) {
  const link = row.querySelector("a[href]");
  link?.click();
  return Boolean(link);
}
