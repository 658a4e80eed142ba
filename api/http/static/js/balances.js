// Balances: → opens an account, ← shuts it, T goes to the as-of field, a link that keeps its moment.
import { say } from "./words.js";

document.addEventListener("keydown", (event) => {
  const row = event.target.closest?.("[data-open-state]");
  if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
  const wanted = { ArrowRight: "shut", ArrowLeft: "open" }[event.key];
  if (wanted && row.dataset.openState === wanted) {
    event.preventDefault();
    row.querySelector("a").click();
  }
});

document.querySelector("[data-as-of]")?.addEventListener("click", (event) => {
  event.currentTarget.focus();
  event.currentTarget.select();
});

document.querySelector("[data-link]")?.addEventListener("click", async (event) => {
  const words = event.currentTarget.querySelector("span");
  const before = words.textContent;
  await navigator.clipboard?.writeText(new URL(event.currentTarget.dataset.link, location.href).href);
  words.textContent = say("act.copied");
  setTimeout(() => (words.textContent = before), 1500);
});
