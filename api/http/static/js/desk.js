// The desk: N goes to the next failed check; Space ticks a row; what was said last is heard.
import { heard } from "./keys.js";
import "./ticking.js";

document.querySelector("[data-told][role=alert]")?.focus();

document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "n" || !heard(event)) return;
  const failed = [...document.querySelectorAll("[data-failed-check]")];
  if (!failed.length) return;
  const next = failed[(failed.indexOf(document.activeElement) + 1) % failed.length];
  next.tabIndex = 0;
  next.focus();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== " " || !heard(event) || !event.target.matches?.("[data-row]")) return;
  const box = event.target.querySelector("input[type=checkbox]");
  if (!box) return;
  event.preventDefault();
  box.checked = !box.checked;
  box.dispatchEvent(new Event("change", { bubbles: true }));
});
