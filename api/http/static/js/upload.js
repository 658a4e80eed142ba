// A large statement comes in parts, with a bar, and goes on where a line broke or the page was left.
// How far it is stands with the server; here is kept which upload it is, of how many bytes, of which
// digest: never its name, nor anything of it. Without this file, or without HTTPS, the form sends all.
import { brought } from "./told.js";
import { PART, Refused, begin, digest, drop, send, standing } from "./tus.js";
import { say } from "./words.js";

const KEPT = "upload";
const LATER_S = [1, 2, 5, 10, 30];
const WAITS = new Set([408, 423, 429, 502, 503, 504]);
const box = document.querySelector("[data-upload]");
let now = null; // { id, sha256, length, offset, file }
let going = null; // the AbortController of what is on its way
let later = 0; // the timer after which it goes on by itself

const kept = () => JSON.parse(localStorage.getItem(KEPT) ?? "null");
const part = (name) => box.querySelector(`[data-upload-${name}]`);
const mb = (bytes) => (bytes / 1_048_576).toFixed(1);

function keep() {
  const { id, sha256, length } = now;
  localStorage.setItem(KEPT, JSON.stringify({ id, sha256, length }));
}

function forget() {
  localStorage.removeItem(KEPT);
  now = null;
  box.hidden = true;
}

// What is said, and which acts there are: each only where it leads on.
function show(state, values = {}) {
  const { offset = 0, length = 1 } = now ?? {};
  box.hidden = false;
  box.dataset.state = state;
  part("said").textContent = say(`upload.${state}`, { here: mb(offset), all: mb(length), ...values });
  const bar = box.querySelector("progress");
  bar.max = length;
  bar.value = offset;
  const still = ["paused", "lost", "refused"].includes(state);
  part("pause").hidden = state !== "sent";
  part("on").hidden = !(still && now?.file);
  part("choose").hidden = !(["left", "other"].includes(state) || (still && !now?.file));
  part("import").hidden = state !== "whole";
  part("drop").hidden = !["left", "other", "whole", "paused", "lost", "refused"].includes(state);
}

async function go() {
  clearTimeout(later);
  const mine = (going = new AbortController());
  for (let tries = 0; ; ) {
    try {
      if (await sent(mine.signal, () => (tries = 0))) return bring();
      return;
    } catch (error) {
      if (going !== mine || mine.signal.aborted) return;
      if (error instanceof Refused && !WAITS.has(error.status)) return show("refused", { status: error.status });
      const n = error.wait_s || LATER_S[Math.min(tries, LATER_S.length - 1)];
      tries += 1;
      show("lost", { n });
      await waited(n);
      if (going !== mine || mine.signal.aborted) return;
    }
  }
}

// From where it stands to its end; false where it was stopped.
async function sent(signal, went) {
  now.offset = now.id && (await standing(now.id));
  if (now.offset === null) {
    Object.assign(now, { id: await begin(now.length, now.sha256), offset: 0 });
    keep();
  }
  while (now.offset < now.length) {
    if (signal.aborted) return false;
    show("sent");
    now.offset = await send(now.id, now.file, now.offset, signal);
    went();
  }
  show("sent");
  return !signal.aborted;
}

function waited(seconds) {
  return new Promise((done) => {
    later = setTimeout(done, seconds * 1_000);
    window.addEventListener("online", done, { once: true });
  });
}

function bring() {
  going = null;
  show("whole");
  const form = part("import");
  form.action = `/desk/import/${now.id}`;
  form.requestSubmit();
}

function stop() {
  const was = going;
  going = null;
  clearTimeout(later);
  was?.abort();
}

async function start(file) {
  stop();
  show("reading");
  const [before, sha256] = [kept(), await digest(file)];
  if (before && before.sha256 !== sha256) await drop(before.id);
  const id = before?.sha256 === sha256 ? before.id : null;
  now = { id, sha256, length: file.size, offset: 0, file };
  await go();
}

// The same file again: that alone is gone on with.
async function chosen(file) {
  if (file.size !== now.length || (await digest(file)) !== now.sha256) return show("other");
  now.file = file;
  await go();
}

// What was left is found again: whole, in part, or over.
async function look() {
  now = { ...kept(), offset: 0, file: null };
  try {
    now.offset = await standing(now.id);
  } catch {
    now = null;
    return;
  }
  if (now.offset === null) return forget();
  if (now.offset === now.length) part("import").action = `/desk/import/${now.id}`;
  show(now.offset === now.length ? "whole" : "left");
}

document.addEventListener(
  "submit",
  (event) => {
    const file = event.target.matches("[data-statement]") ? event.target.elements.file.files[0] : null;
    if (!box || !file || file.size <= PART || !globalThis.crypto?.subtle) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    event.target.closest("dialog")?.close();
    event.target.reset();
    start(file);
  },
  true,
);

if (box) {
  part("pause").addEventListener("click", () => (stop(), show("paused")));
  part("on").addEventListener("click", go);
  part("drop").addEventListener("click", () => (stop(), now?.id && drop(now.id), forget()));
  part("choose").addEventListener("change", (event) => event.target.files[0] && chosen(event.target.files[0]));
  if (brought && kept()?.id === brought) forget();
  else if (kept()) look();
}
