// A checkpoint: C2SP tlog-checkpoint as a signed note; and the verifier key that signs it.
import { concat, equal, fromBase64, utf8 } from "./bytes.js";
import { verify } from "./keys.js";

const SIGNATURE = 1;
const DASH = "— ";

export function parse(note) {
  const cut = note.lastIndexOf("\n\n");
  const lines = note.slice(0, cut).split("\n");
  const [origin, size, root] = lines;
  if (cut < 0 || lines.length !== 3 || !/^(?:0|[1-9]\d{0,15})$/.test(size)) {
    throw new Error("a checkpoint is three lines, an empty one, and signatures");
  }
  const signed = note.slice(cut + 2).split("\n");
  if (signed.pop() !== "" || !signed.length) throw new Error("whole lines of signatures are needed");
  const hash = fromBase64(root);
  if (hash.length !== 32) throw new Error("a root has 32 bytes");
  return { origin, size: Number(size), root: hash, text: note.slice(0, cut + 1), signatures: signed.map(line) };
}

function line(text) {
  const [name, encoded, ...rest] = text.slice(DASH.length).split(" ");
  if (!text.startsWith(DASH) || !encoded || rest.length) throw new Error("a signature line is not one");
  const bytes = fromBase64(encoded);
  return { name, key: bytes.slice(0, 4), signature: bytes.slice(4) };
}

// `name+hash+base64`. Throws when the parts do not agree, or it is not a log's key.
export async function readKey(hasher, text) {
  const [, name, hash, encoded] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text) ?? [];
  if (!name) throw new Error("no verifier key");
  const bytes = fromBase64(encoded);
  const digest = await hasher.sha256(concat(utf8(`${name}\n`), bytes));
  const named = Array.from(digest.slice(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (bytes[0] !== SIGNATURE || bytes.length !== 33 || named !== hash) throw new Error("no key of a log");
  return { name, id: digest.slice(0, 4), key: bytes.slice(1) };
}

// How many signatures by this key fit; all that claim to be by it must.
export async function signedBy(parsed, key) {
  const claimed = parsed.signatures.filter((one) => one.name === key.name && equal(one.key, key.id));
  let good = 0;
  for (const one of claimed) {
    if (!(await verify("ed25519", key.key, one.signature, utf8(parsed.text)))) return 0;
    good += 1;
  }
  return good;
}
