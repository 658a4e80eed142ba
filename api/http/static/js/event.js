// The page of one event: text or hex, the trust file, the verification of what stands on the page.
import { count, say } from "./words.js";
import { Badge, hindrance } from "./verify/badge.js";
import { toHex, utf8 } from "./verify/bytes.js";
import { EventCheck, STEPS } from "./verify/event.js";
import { Hasher } from "./verify/hash.js";
import * as keys from "./verify/keys.js";
import { differences, facts } from "./verify/shown.js";
import { sides } from "./verify/tree.js";
import * as trust from "./verify/trust.js";
import { draw } from "./way.js";

const at = (selector) => document.querySelector(selector);
const panes = at("[data-event]");
const button = at("[data-proof]");
const body = at("[data-body]");
let runs = 0;

if (panes && button && body) begin();

function begin() {
  const badge = new Badge(button);
  const position = Number(panes.dataset.position);
  button.addEventListener("click", () => check(badge, position));
  at("[data-view=text]").addEventListener("click", () => show(false));
  at("[data-view=hex]").addEventListener("click", () => show(true));
  at("[data-swap]").addEventListener("click", () => show(at("[data-hex]").hidden));
  at("[data-trust-file]").addEventListener("change", (event) => chosen(event.target, badge));
  at("[data-trust-forget]").addEventListener("click", () => {
    trust.forget();
    told();
    clear(badge);
  });
  at("[data-copy]").addEventListener("click", (event) => copy(event.currentTarget));
  told();
}

function stored() {
  const lines = [...body.children].map((line) => line.textContent);
  return { body: lines.join(""), line: at("[data-line]").textContent };
}

function show(hex) {
  const { body: text, line } = stored();
  const pane = at("[data-hex]");
  if (hex) pane.textContent = toHex(utf8(`${text}\n${line}\n`)).replace(/(..)(?=.)/g, "$1 ");
  pane.hidden = !hex;
  for (const one of [body, body.nextElementSibling, at("[data-line]")]) one.hidden = hex;
  at("[data-view=text]").setAttribute("aria-pressed", String(!hex));
  at("[data-view=hex]").setAttribute("aria-pressed", String(hex));
}

function told() {
  const own = Boolean(sessionStorage.getItem("zhangben-trust"));
  at("[data-trust]").textContent = say(own ? "event.trust.own" : "event.trust.site");
  at("[data-trust-hint]").hidden = own;
  at("[data-trust-forget]").hidden = !own;
}

async function chosen(input, badge) {
  if (!input.files.length) return;
  trust.keep(await input.files[0].text());
  told();
  clear(badge);
}

function clear(badge) {
  runs += 1;
  badge.reset();
  at("[data-paper]").textContent = "";
  for (const step of STEPS) tell(step, { state: "wait", said: "", more: "" });
  unfit(null);
}

// A run that another one has begun after, or whose trust file was changed, has nothing to say more.
async function check(badge, position) {
  const mine = (runs += 1);
  const current = () => mine === runs;
  badge.running(0, STEPS.length);
  const found = await prepared(position);
  if (!current()) return;
  if (found.why) return badge.cannot(found.why);
  await walk(badge, found.run, found.proof, position, current);
}

// What is to be checked against what; or why it cannot be.
async function prepared(position) {
  const why = await hindrance(keys);
  if (why) return { why };
  const hasher = new Hasher();
  let expected, proof;
  try {
    expected = await trust.read(hasher, (await trust.source()).text);
  } catch {
    return { why: say("badge.cannot.trust") };
  }
  try {
    const answer = await fetch(`/events/${position}/proof`, { cache: "no-store" });
    if (answer.status === 404) return { why: say("badge.cannot.proof") };
    proof = await answer.json();
    if (!answer.ok || !Array.isArray(proof.path)) throw new Error(answer.status);
  } catch {
    return { why: say("badge.cannot.net") };
  }
  const page = { ...stored(), position, differences, facts: facts() };
  return { run: new EventCheck(page, proof, expected, hasher, say), proof };
}

async function walk(badge, run, proof, position, current) {
  const failed = [];
  for (const [done, step] of STEPS.entries()) {
    badge.running(done, STEPS.length);
    const found = await run.run(step);
    if (!current()) return;
    tell(step, found);
    if (found.state === "bad") failed.push(step);
  }
  try {
    draw(at("[data-way]"), sides(position - 1, proof.size), position, proof.size);
  } catch {
    at("[data-way]").hidden = true;
  }
  if (run.hash) own(toHex(run.hash));
  if (failed.length) {
    const numbers = failed.map((step) => STEPS.indexOf(step) + 1).join(say("join.comma"));
    badge.failed(say("badge.steps", { steps: numbers }));
    unfit(failed.includes("ledger") ? "event.failed" : "event.failed.chain");
    return;
  }
  badge.verified(toHex(run.root), say("badge.counts", { hashes: count(run.hasher.count), signatures: run.signatures }));
  paper(badge, proof.size, toHex(run.root));
  unfit(null);
}

// A print carries what it was verified to, and when; else it prints as not verified.
function paper(badge, size, root) {
  const time = new Date().toISOString().slice(0, 16).replace("T", " ");
  at("[data-paper]").textContent = say("badge.paper", { size: count(size), root, time: `${time} UTC` });
  badge.button.dataset.printed = "";
}

const GLYPHS = { good: "tick", bad: "cross", idle: "dash", wait: "dash" };

function tell(step, found) {
  const row = at(`[data-step=${step}]`);
  row.dataset.state = found.state;
  row.querySelector("use").setAttribute("href", `#i-${GLYPHS[found.state]}`);
  row.querySelector("[data-said]").textContent = found.said;
  row.querySelector("[data-more]").textContent = found.more;
}

function own(hash) {
  at("[data-own-hash]").textContent = `${hash.slice(0, 10)}…`;
  at("[data-copy]").hidden = false;
  at("[data-copy]").dataset.hash = hash;
}

async function copy(button) {
  const words = button.textContent;
  await navigator.clipboard?.writeText(button.dataset.hash);
  button.textContent = say("act.copied");
  setTimeout(() => (button.textContent = words), 1500);
}

// What did not pass is not to be quoted: it says so where it stands.
function unfit(why) {
  const content = at("[data-content]");
  content.toggleAttribute("data-unfit", Boolean(why));
  content.querySelector("[data-note-of-content]").hidden = Boolean(why);
  content.querySelector("header [data-unfit]").hidden = !why;
  at("[data-failed]").hidden = !why;
  if (why) at("[data-failed-why]").textContent = say(why);
}
