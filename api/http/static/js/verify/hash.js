// SHA-256, and the two hashes of an RFC 6962 tree. Counts what it computes.
import { concat } from "./bytes.js";

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

export class Hasher {
  count = 0;

  async sha256(bytes) {
    this.count += 1;
    return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  }

  leaf(entry) {
    return this.sha256(concat(LEAF, entry));
  }

  node(left, right) {
    return this.sha256(concat(NODE, left, right));
  }
}
