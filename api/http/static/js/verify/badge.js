// The badge: only here is it set to anything but `unchecked`. Green needs the root it was computed to.
import { say } from "../words.js";

export class Badge {
  constructor(button) {
    this.button = button;
    this.word = button.querySelector("[data-word]");
    this.why = button.querySelector("[data-why]");
    this.said = button.parentElement.querySelector("[data-proof-said]");
    this.reset();
  }

  reset() {
    delete this.button.dataset.root;
    delete this.button.dataset.printed;
    this.#show("unchecked", say("badge.unchecked"), say("badge.unchecked.why"));
  }

  running(done, all) {
    this.#show("running", say("badge.running"), `${done} / ${all}`);
  }

  verified(root, why) {
    this.button.dataset.root = root;
    this.#show("verified", say("badge.verified"), why);
  }

  cannot(why) {
    this.#show("cannot", say("badge.cannot"), why);
  }

  failed(why) {
    delete this.button.dataset.root;
    delete this.button.dataset.printed;
    this.#show("failed", say("badge.failed"), why);
  }

  #show(state, word, why) {
    this.button.dataset.state = state;
    this.word.textContent = word;
    this.why.textContent = why;
    if (!this.said) return;
    this.said.setAttribute("role", state === "failed" ? "alert" : "status");
    if (state !== "running" && state !== "unchecked") this.said.textContent = `${word} ${why}`;
  }
}

// Why nothing can be computed here, or null.
export async function hindrance(keys) {
  if (!keys.hasCrypto()) return say("badge.cannot.https");
  if (!(await keys.hasEd25519())) return say("badge.cannot.browser");
  return null;
}
