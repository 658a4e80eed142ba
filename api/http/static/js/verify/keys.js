// Public keys and signatures by WebCrypto: Ed25519, and ECDSA on P-256 as r ‖ s.
import { concat, toHex, utf8 } from "./bytes.js";

const FORMS = {
  ed25519: { size: 32, name: { name: "Ed25519" }, use: { name: "Ed25519" } },
  p256: {
    size: 65,
    name: { name: "ECDSA", namedCurve: "P-256" },
    use: { name: "ECDSA", hash: "SHA-256" },
  },
};

// An RFC 8032 vector: whether this browser does verify Ed25519, tried once.
const TRIED = {
  key: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
  signature:
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
};

export function hasCrypto() {
  return Boolean(globalThis.crypto?.subtle) && globalThis.isSecureContext;
}

export async function hasEd25519() {
  try {
    const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
    return await verify("ed25519", bytes(TRIED.key), bytes(TRIED.signature), new Uint8Array());
  } catch {
    return false;
  }
}

export async function verify(algorithm, key, signature, message) {
  const form = FORMS[algorithm];
  if (!form || key.length !== form.size || signature.length !== 64) return false;
  const imported = await crypto.subtle.importKey("raw", key, form.name, false, ["verify"]);
  return crypto.subtle.verify(form.use, imported, signature, message);
}

// The name of a key: 32 hex digits of SHA-256(algorithm ‖ newline ‖ key).
export async function keyId(hasher, algorithm, key) {
  return toHex(await hasher.sha256(concat(utf8(`${algorithm}\n`), key))).slice(0, 32);
}
