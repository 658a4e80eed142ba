// How long ago the page's figures were known to be the newest. Nothing moves by itself: what has
// come in since is offered, not shown. Where nobody can say how old they are, nothing is signed.
import { hold } from "./holding.js";
import { count, say } from "./words.js";

const EVERY_MS = 5000;
const STALE_S = 10;
const LAG_S = 30;

export function watch(strip) {
  const age = strip.querySelector("[data-age]");
  if (strip.dataset.state === "past") return;
  const position = Number(strip.dataset.position);
  const behind = Number(strip.dataset.lag) > LAG_S * 1000;
  let sure = performance.now();
  let heard = sure;
  let newer = 0;
  let lost = false;

  const ask = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch("/v1/position", { cache: "no-store" });
      if (!answer.ok) throw new Error(answer.status);
      newer = Math.max(0, (await answer.json()).position - position);
      heard = performance.now();
      if (!newer) sure = heard;
      lost = false;
    } catch {
      lost = true;
    }
    show();
  };

  const show = () => {
    const seconds = since(sure);
    const silent = !document.hidden && since(heard) > LAG_S;
    hold(lost ? say("lagging.offline") : behind || silent ? say("lagging.behind", { n: LAG_S }) : "");
    strip.dataset.state = lost ? "offline" : seconds > STALE_S ? "stale" : "fresh";
    if (lost) age.textContent = say("fresh.offline");
    else if (newer) offer(age, newer);
    else age.textContent = ago(seconds);
  };

  show();
  setInterval(show, 1000);
  setInterval(ask, EVERY_MS);
  document.addEventListener("visibilitychange", ask);
}

function since(moment) {
  return Math.floor((performance.now() - moment) / 1000);
}

function ago(seconds) {
  if (seconds < 2) return say("fresh.now");
  if (seconds < 120) return say("fresh.ago", { n: seconds });
  return say("fresh.long", { n: Math.floor(seconds / 60) });
}

function offer(age, newer) {
  const link = age.firstElementChild ?? document.createElement("a");
  link.href = location.href;
  link.textContent = say("fresh.more", { n: count(newer) });
  if (!link.isConnected) age.replaceChildren(link);
}
