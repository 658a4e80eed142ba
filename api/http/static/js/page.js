// What every page does: keys, dialogs, density, printing, a form sent once, how fresh its figures are.
import "./keys.js";
import "./told.js";
import { watch } from "./fresh.js";

const root = document.documentElement;

document.addEventListener("click", (event) => {
  const on = event.target.closest("[data-open],[data-close],[data-print],[data-back],[data-density]");
  if (!on) return;
  if (on.dataset.open) document.getElementById(on.dataset.open).showModal();
  else if ("close" in on.dataset) on.closest("dialog").close();
  else if ("print" in on.dataset) window.print();
  else if ("back" in on.dataset) history.back();
  else if (on !== root && on.dataset.density && on.closest("[data-densities]")) {
    event.preventDefault();
    settle(on);
  }
});

function settle(choice) {
  root.dataset.density = choice.dataset.density;
  document.cookie = `density=${choice.dataset.density}; path=/; max-age=31536000; samesite=lax`;
  for (const one of choice.parentElement.children) one.removeAttribute("aria-current");
  choice.setAttribute("aria-current", "true");
}

// A second press while the first is on its way asks for nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.getAttribute("method") !== "post") return;
  if (form.dataset.sent) return void event.preventDefault();
  form.dataset.sent = "1";
  form.setAttribute("aria-busy", "true");
});

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  }
});

const strip = document.querySelector("[data-fresh]");
if (strip) watch(strip);
