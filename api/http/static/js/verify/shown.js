// What the page shows, held against the bytes: every figure and name that says where it was read.
import { say } from "../words.js";
import { capitals } from "./capitals.js";

const FORMS = {
  text: String,
  bool: (value) => say(value ? "yes" : "no"),
  day: (value) => value,
  time: beijing,
  side: (value) => (value > 0 ? "借" : "贷"),
  debit: (value) => (value > 0 ? "Dr" : "Cr"),
};

function all() {
  return [...document.querySelectorAll("[data-bytes]")];
}

export function facts() {
  return all().length;
}

// Places whose value is not the one that stands in the bytes.
export function differences(said) {
  return all()
    .filter((one) => shown(one) !== expected(one, said))
    .map((one) => one.dataset.bytes);
}

function shown(one) {
  const text = one.textContent.replace(/\s+/g, " ").trim();
  return ["day", "time"].includes(one.dataset.form) ? text.replace(/ (?:周.|[A-Z][a-z]{2})/, "") : text;
}

function expected(one, said) {
  const value = one.dataset.bytes.split(".").reduce((at, step) => at?.[step], said);
  const form = one.dataset.form;
  if (form === "capitals") return capitals(debits(said.entries));
  if (value === undefined || value === null) return null;
  return form.startsWith("fen") ? amount(value, Number(form.slice(3))) : FORMS[form]?.(value) ?? null;
}

function amount(minor, places) {
  const digits = String(Math.abs(minor)).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places).replace(/\B(?=(\d{3})+$)/g, ",");
  return places ? `${whole}.${digits.slice(-places)}` : whole;
}

// What an event's money sums to: its debits.
function debits(entries) {
  const legs = entries.flatMap((entry) => entry.legs);
  return legs.reduce((sum, leg) => sum + Math.max(0, leg.amount), 0);
}

function beijing(text) {
  const at = new Date(Date.parse(text) + 8 * 3600 * 1000);
  return at.toISOString().slice(0, 19).replace("T", " ");
}
