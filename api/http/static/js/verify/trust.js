// What to expect: the log's name and keys. From a file that the viewer chose, else from this site.
// Never from the answer that is being checked.
import { fromBase64 } from "./bytes.js";
import { readKey } from "./note.js";
import { keyId } from "./keys.js";

const KEPT = "zhangben-trust";

export class NoTrust extends Error {}

// The text of the trust file, and whether the viewer brought it.
export async function source() {
  const own = sessionStorage.getItem(KEPT);
  if (own) return { own: true, text: own };
  const answer = await fetch("/trust.json", { cache: "no-store" });
  if (!answer.ok) throw new NoTrust(`trust.json: ${answer.status}`);
  return { own: false, text: await answer.text() };
}

export function keep(text) {
  sessionStorage.setItem(KEPT, text);
}

export function forget() {
  sessionStorage.removeItem(KEPT);
}

export async function read(hasher, text) {
  try {
    const said = JSON.parse(text);
    const { algorithm } = said.ledger_key;
    const key = fromBase64(said.ledger_key.public);
    if (typeof said.origin !== "string") throw new Error("no origin");
    return {
      origin: said.origin,
      ledger: { algorithm, key, id: await keyId(hasher, algorithm, key) },
      checkpoint: await readKey(hasher, said.checkpoint_key),
    };
  } catch (problem) {
    throw new NoTrust(problem.message);
  }
}
