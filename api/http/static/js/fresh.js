// How long ago the page's figures were known to be the newest. Nothing moves by itself: what has
// come in since is offered, not shown.
import { count, say } from "./words.js";

const EVERY_MS = 5000;
const STALE_S = 10;

export function watch(strip) {
  const age = strip.querySelector("[data-age]");
  if (strip.dataset.state === "past") return;
  const head = Number(strip.dataset.head);
  let sure = performance.now();
  let newer = 0;
  let lost = false;

  const ask = async () => {
    if (document.hidden || newer) return;
    try {
      const answer = await fetch("/v1/position", { cache: "no-store" });
      if (!answer.ok) throw new Error(answer.status);
      newer = Math.max(0, (await answer.json()).position - head);
      if (!newer) sure = performance.now();
      lost = false;
    } catch {
      lost = true;
    }
    show();
  };

  const show = () => {
    const seconds = Math.floor((performance.now() - sure) / 1000);
    if (newer) return offer(age, newer);
    strip.dataset.state = lost ? "offline" : seconds > STALE_S ? "stale" : "fresh";
    age.textContent = lost ? say("fresh.offline") : ago(seconds);
  };

  show();
  setInterval(show, 1000);
  setInterval(ask, EVERY_MS);
  document.addEventListener("visibilitychange", ask);
}

function ago(seconds) {
  if (seconds < 2) return say("fresh.now");
  if (seconds < 120) return say("fresh.ago", { n: seconds });
  return say("fresh.long", { n: Math.floor(seconds / 60) });
}

function offer(age, newer) {
  if (age.firstElementChild) return;
  const link = document.createElement("a");
  link.href = location.href;
  link.textContent = say("fresh.more", { n: count(newer) });
  age.replaceChildren(link);
}
