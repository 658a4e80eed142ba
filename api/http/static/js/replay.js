// Replay: the slider moves over the events; where it is let go, the page goes there.
const slider = document.querySelector("[data-seek]");
const stops = JSON.parse(document.getElementById("stops").textContent);
const said = document.querySelector("[data-seek-said]");

if (slider && stops.length) {
  const stop = () => stops.findLast(([minute]) => minute <= Number(slider.value)) ?? stops[0];
  const tell = (words) => slider.setAttribute("aria-valuetext", (said.textContent = words));
  document.querySelector("[data-seek-go]").hidden = true;
  slider.addEventListener("input", () => tell(stop()[2]));
  slider.addEventListener("change", () => {
    const to = new URL(location.href);
    to.searchParams.delete("minute");
    to.searchParams.set("at", stop()[1]);
    location.assign(to);
  });
  // Within the slider the arrows step from event to event, as they do on the page.
  slider.addEventListener("keydown", (event) => {
    if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    event.preventDefault();
    document.querySelector(`[data-key="${event.shiftKey ? "⇧" : ""}${event.key}"]`)?.click();
  });
  tell(said.textContent);
}
// While it plays, the next event's page follows a second later, until the button is pressed again.
const play = document.querySelector("[data-play]");
let turn;
const plays = (on) => {
  clearTimeout(turn);
  play.setAttribute("aria-pressed", on);
  if (on) turn = setTimeout(() => location.replace(`${play.dataset.play}#play`), 1000);
};
play?.addEventListener("click", () => plays(play.getAttribute("aria-pressed") !== "true"));
if (play && location.hash === "#play") plays(true);
document.querySelector("tr.here")?.scrollIntoView({ block: "center" });
