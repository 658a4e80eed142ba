// The page's words, in the reader's language: sent by the server as JSON, filled in here.
const said = JSON.parse(document.getElementById("words").textContent);
const more = document.getElementById("more-words");
if (more) Object.assign(said, JSON.parse(more.textContent));

export function say(key, values = {}) {
  if (!(key in said)) throw new Error(`no words for ${key}`);
  return said[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

export const lang = document.documentElement.lang;

export function count(n) {
  return Number(n).toLocaleString("en-US");
}
