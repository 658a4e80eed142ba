// A large statement comes in parts, with a bar, and goes on where a line broke or the page was left.
// How far it is stands with the server; here is kept, for each person, which upload it is, of how
// many bytes, of which digest: never its name, nor anything of it. Without this file, or without
// HTTPS, the form sends all.
import { brought } from "./told.js";
import { PART, Refused, Unread, begin, digest, drop, send, standing } from "./tus.js";
import { typed } from "./typed.js";
import { say } from "./words.js";

const LATER_S = [1, 2, 5, 10, 30];
const WAITS = new Set([408, 423, 429, 502, 503, 504]);
const ACTS = {
  reading: [],
  sent: ["pause"],
  paused: ["on", "drop"],
  lost: ["on", "drop"],
  refused: ["on", "drop"],
  left: ["choose", "drop"],
  other: ["choose", "drop"],
  unread: ["choose", "drop"],
  whole: ["import", "drop"],
  waits: ["import", "drop"],
};
const NAMES = ["pause", "on", "choose", "import", "drop", "shut"];
const box = document.querySelector("[data-upload]");
const KEPT = `upload ${box?.dataset.upload}`;
let now = null; // { id, sha256, length, whole, offset, file, seen }; `seen`: the server had it
let going = null; // the AbortController of what is under way
let later = 0; // the timer after which it goes on by itself

const kept = () => JSON.parse(localStorage.getItem(KEPT) ?? "null");
const part = (name) => box.querySelector(`[data-upload-${name}]`);
const mb = (bytes) => (bytes / 1_048_576).toFixed(1);

function keep() {
  const { id, sha256, length, whole } = now;
  localStorage.setItem(KEPT, JSON.stringify({ id, sha256, length, whole }));
}

function hide() {
  now = null;
  box.hidden = true;
}

function forget() {
  localStorage.removeItem(KEPT);
  hide();
}

// What is said, and which acts there are: each only where it leads on.
function show(state, values = {}) {
  const { offset = 0, length = 1 } = now ?? {};
  box.hidden = false;
  box.dataset.state = state;
  part("said").textContent = say(`upload.${state}`, { here: mb(offset), all: mb(length), ...values });
  const bar = box.querySelector("progress");
  bar.hidden = !now;
  bar.max = length;
  bar.value = offset;
  const acts = now || state === "reading" ? ACTS[state] : ["shut"];
  for (const name of NAMES) part(name).hidden = !acts.includes(name);
}

// What begins here ends what was under way, which says nothing any more.
function begun() {
  stop();
  going = new AbortController();
  return going.signal;
}

function stop() {
  clearTimeout(later);
  going?.abort();
}

async function go(signal = begun()) {
  for (let tries = 0; ; ) {
    try {
      return await sent(signal, () => (tries = 0));
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof Unread) return show("unread");
      if (error.status === 404) return over();
      if (error instanceof Refused && !WAITS.has(error.status)) return show("refused", { status: error.status });
      const n = error.wait_s || LATER_S[Math.min(tries, LATER_S.length - 1)];
      tries += 1;
      show("lost", { n });
      await waited(n);
      if (signal.aborted) return;
    }
  }
}

// From where it stands to its end, and imported then. What was here and is not is never sent anew.
async function sent(signal, went) {
  const here = now.id && (await standing(now.id));
  if (signal.aborted) return;
  if (here === null && now.seen) return over();
  if (here === null) await anew(signal);
  else Object.assign(now, { offset: here, seen: true });
  while (!signal.aborted && now.offset < now.length) {
    show("sent");
    const offset = await send(now.id, now.file, now.offset, signal);
    if (signal.aborted) return;
    now.offset = offset;
    went();
  }
  if (!signal.aborted) bring();
}

async function anew(signal) {
  const id = await begin(now.length, now.sha256);
  if (signal.aborted) return drop(id);
  Object.assign(now, { id, offset: 0, seen: true });
  keep();
}

function waited(seconds) {
  return new Promise((done) => {
    later = setTimeout(done, seconds * 1_000);
    window.addEventListener("online", done, { once: true });
  });
}

// The form that imports it, with what was said of it: it may be said otherwise before it is sent.
function form() {
  const found = part("import");
  const tick = found.elements.whole_day;
  found.action = `/desk/import/${now.id}`;
  tick.checked = tick.defaultChecked = now.whole ?? false;
  return found;
}

// By itself, unless leaving the page would lose what is typed on it.
function bring() {
  const found = form();
  if (typed()) return show("waits");
  show("whole");
  found.requestSubmit();
}

// It is not here any more: imported or dropped on another page, or its day has passed.
function over() {
  stop();
  if (kept()?.id === now.id) localStorage.removeItem(KEPT);
  now = null;
  show("over");
}

// Its digest; null where it cannot be read, or something else was begun meanwhile.
async function read(file, signal) {
  show("reading");
  const sha256 = await digest(file).catch(() => null);
  if (signal.aborted) return null;
  if (sha256 === null) show("unread");
  return sha256;
}

async function start(file, whole) {
  const signal = begun();
  now = null;
  const sha256 = await read(file, signal);
  if (sha256 === null) return;
  const before = kept();
  const same = before?.sha256 === sha256;
  if (before && !same) {
    localStorage.removeItem(KEPT);
    drop(before.id);
  }
  now = { id: same ? before.id : null, sha256, length: file.size, whole, offset: 0, file, seen: false };
  if (same) keep();
  await go(signal);
}

// The same file again: that alone is gone on with.
async function chosen(file) {
  if (file.size !== now.length) return show("other");
  const signal = begun();
  const sha256 = await read(file, signal);
  if (sha256 === null) return;
  if (sha256 !== now.sha256) return show("other");
  now.file = file;
  await go(signal);
}

// What was left is found again: whole, in part, or over.
async function look() {
  const signal = begun();
  const found = { ...kept(), file: null, seen: true };
  found.offset = await standing(found.id).catch(() => undefined);
  if (signal.aborted || found.offset === undefined) return;
  if (found.offset === null) return localStorage.removeItem(KEPT);
  now = found;
  form();
  show(now.offset === now.length ? "whole" : "left");
}

document.addEventListener(
  "submit",
  (event) => {
    const { file: field, whole_day } = event.target.matches("[data-statement]") ? event.target.elements : {};
    const file = field?.files[0];
    const whole = whole_day?.checked;
    if (!box || !file || file.size <= PART || !globalThis.crypto?.subtle) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    event.target.closest("dialog")?.close();
    event.target.reset();
    start(file, whole);
  },
  true,
);

// What is larger than the server takes is said before anything of it is read.
document.addEventListener("change", (event) => {
  const field = event.target;
  if (!field.files || !field.closest("[data-statement]")) return;
  const [file, most] = [field.files[0], Number(box.dataset.most)];
  const large = file?.size > most;
  field.setCustomValidity(large ? say("upload.large", { all: mb(file.size), most: mb(most) }) : "");
  if (large) field.reportValidity();
});

if (box) {
  part("pause").addEventListener("click", () => (stop(), show("paused")));
  part("on").addEventListener("click", () => go());
  part("drop").addEventListener("click", () => (stop(), now?.id && drop(now.id), forget()));
  part("shut").addEventListener("click", hide);
  part("choose").addEventListener("change", (event) => {
    const [file] = event.target.files;
    event.target.value = ""; // the same one may be chosen again
    if (file) chosen(file);
  });
  window.addEventListener("storage", () => now?.seen && kept()?.id !== now.id && over());
  if (brought && kept()?.id === brought) forget();
  else if (kept()) look();
}
