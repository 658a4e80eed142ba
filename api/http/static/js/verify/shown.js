// What the page shows, held against the bytes: every figure and name that says where it was read.
import { count, say } from "../words.js";
import { capitals } from "./capitals.js";

const FORMS = {
  text: String,
  count,
  custodial: (value) => (value ? say("tag.custodial") : ""),
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

// Places whose value is not the one that stands in the bytes, or that are not shown and must be.
export function differences(said) {
  const there = all();
  const wrong = there.filter((one) => shown(one) !== expected(one, said)).map((one) => one.dataset.bytes);
  const places = new Set(there.map((one) => one.dataset.bytes));
  return [...wrong, ...required(said).filter((place) => !places.has(place))];
}

// What every page of an event says: which it is, when and by whom, and all of its money.
function required(said) {
  const asked = ["person", "post", "organisation", "custodial"].map((name) => `actor.${name}`);
  const optional = ["occurred_at", "cause", "actor.on_behalf_of"].filter((place) => at(said, place) != null);
  const legs = (said.entries ?? []).flatMap((entry, e) =>
    entry.legs.flatMap((_, n) => ["amount", "account", "owner"].map((name) => `entries.${e}.legs.${n}.${name}`)),
  );
  const always = ["position", "name", "version", "sequence", "recorded_at", "line.alg", "line.key"];
  return [...always, ...(said.command ? asked : ["command"]), ...optional, ...legs];
}

function at(said, place) {
  return place.split(".").reduce((found, step) => found?.[step], said);
}

// Names and free text stand as they are; what is drawn from parts may have been broken between them.
function shown(one) {
  if (one.dataset.form === "text") return one.textContent;
  const text = one.textContent.replace(/\s+/g, " ").trim();
  return ["day", "time"].includes(one.dataset.form) ? text.replace(/ (?:周.|[A-Z][a-z]{2})/, "") : text;
}

function expected(one, said) {
  const value = at(said, one.dataset.bytes);
  const form = one.dataset.form;
  if (form === "own") return value === null ? say("event.own") : null;
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
