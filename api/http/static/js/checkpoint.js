// The status page: the newest checkpoint's signature, checked against the trust file.
import { say } from "./words.js";
import { Badge, hindrance } from "./verify/badge.js";
import { toHex } from "./verify/bytes.js";
import { Hasher } from "./verify/hash.js";
import * as keys from "./verify/keys.js";
import * as note from "./verify/note.js";
import * as trust from "./verify/trust.js";

const button = document.querySelector("[data-proof]");
if (button) {
  const badge = new Badge(button);
  button.addEventListener("click", () => check(badge));
}

async function check(badge) {
  badge.running(0, 1);
  const why = await hindrance(keys);
  if (why) return badge.cannot(why);
  const hasher = new Hasher();
  let expected;
  try {
    expected = await trust.read(hasher, (await trust.source()).text);
  } catch {
    return badge.cannot(say("badge.cannot.trust"));
  }
  try {
    const parsed = note.parse(document.querySelector("[data-note]").textContent);
    const fits = await note.signedBy(parsed, expected.checkpoint);
    if (!fits || parsed.origin !== expected.origin) return badge.failed(say("step.sig.bad"));
    badge.verified(toHex(parsed.root), say("badge.checkpoint", { n: fits }));
  } catch (problem) {
    badge.failed(problem.message);
  }
}
