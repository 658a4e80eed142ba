// Nothing is signed from figures that may be old: while they may be, a banner says so, acts of the
// page are switched off for this reason, and forms are not sent.
const ACTS = '[data-key="⇧Enter"], main form[method="post"] button:not([type="button"])';
const banner = document.querySelector("[data-lagging]");
let held = "";

export function hold(words) {
  held = words;
  banner.hidden = !words;
  if (banner.lastElementChild.textContent !== words) banner.lastElementChild.textContent = words;
  for (const one of document.querySelectorAll(words ? ACTS : "[data-held]")) set(one, Boolean(words));
}

// What the server switched off stays off, for its own reason.
function set(act, off) {
  if (off && act.getAttribute("aria-disabled") === "true") return;
  act.toggleAttribute("data-held", off);
  for (const [name, value] of [["aria-disabled", "true"], ["aria-describedby", banner.id]]) {
    if (off) act.setAttribute(name, value);
    else act.removeAttribute(name);
  }
}

function stop(event) {
  if (!held) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

document.addEventListener("click", (event) => event.target.closest("[data-held]") && stop(event), true);
document.addEventListener("submit", (event) => event.target.matches("main form") && event.target.method === "post" && stop(event), true);
