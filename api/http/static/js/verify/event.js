// One event, checked in this browser: what is shown, its bytes, who signed, its place in the log.
// Each step says what it found; a step that cannot be made says why, and none leans on another.
import { concat, equal, fromBase64, fromHex, toHex, utf8 } from "./bytes.js";
import * as canonical from "./canonical.js";
import * as keys from "./keys.js";
import * as note from "./note.js";
import { rootFrom } from "./tree.js";

const EVENT = utf8("zhangben/event/v1\n");
const COMMAND = utf8("zhangben/command/v1\n");

export const STEPS = ["shown", "leaf", "ledger", "command", "chain", "path", "checkpoint"];

const good = (said, more = "") => ({ state: "good", said, more });
const bad = (said, more = "") => ({ state: "bad", said, more });
const idle = (said, more = "") => ({ state: "idle", said, more });
const short = (hex) => `${hex.slice(0, 12)} … ${hex.slice(-8)}`;

export class EventCheck {
  // `page`: body and line as they stand on the page, shown: what the page shows of the bytes;
  // `proof`: the server's answer, believed in nothing; `trust`: read beforehand.
  constructor(page, proof, trust, hasher, say) {
    Object.assign(this, { page, proof, trust, hasher, say });
    this.body = utf8(page.body);
    this.signatures = 0;
  }

  async run(step) {
    try {
      return await this[step]();
    } catch (problem) {
      return bad(this.say("step.bad"), problem.message);
    }
  }

  // The bytes are canonical, this log's, of this position; and the page shows what they say.
  async shown() {
    const said = canonical.read(this.page.body);
    this.said = said;
    const place = said.position === this.page.position && said.origin === this.trust.origin;
    if (!place) return bad(this.say("step.shown.elsewhere"), `${said.origin} ${said.position}`);
    const wrong = this.page.differences({ ...said, line: canonical.read(this.page.line) });
    if (wrong.length) return bad(this.say("step.shown.bad"), wrong.join(", "));
    return good(this.say("step.shown.good", { n: this.page.facts }), this.say("step.shown.more"));
  }

  async leaf() {
    this.entry = concat(this.body, utf8("\n"), utf8(this.page.line), utf8("\n"));
    this.hash = await this.hasher.leaf(this.entry);
    return good(this.say("step.bytes", { n: this.entry.length }), short(toHex(this.hash)));
  }

  async ledger() {
    const { algorithm, id } = this.trust.ledger;
    const { named, fits } = await this.signed(this.page.line, this.body);
    const more = this.say("step.key", { alg: algorithm, key: id.slice(0, 12) });
    if (!fits) return bad(this.say(named ? "step.sig.bad" : "step.sig.other"), more);
    this.signatures += 1;
    return good(this.say("step.sig.good"), more);
  }

  // Whether a line is the ledger's signature under a body: by its key, and good.
  async signed(text, body) {
    const line = canonical.read(text);
    const { algorithm, key, id } = this.trust.ledger;
    const named = line.alg === algorithm && line.key === id;
    const fits = named && (await keys.verify(algorithm, key, fromBase64(line.sig), concat(EVENT, body)));
    return { named, fits };
  }

  // The asker's key is named in signed bytes by its hash: who brings the key cannot choose it.
  // A joint act is signed by two, by the same digest: the first is the actor.
  async command() {
    const { command, actor } = canonical.read(this.page.body);
    if (!command) return idle(this.say("step.none"), this.say("step.command.own"));
    if (!command.signatures) return idle(this.say("step.none"), this.say("step.command.first"));
    const [first, second, ...others] = command.signatures;
    if (!first || others.length) return bad(this.say("step.command.one"));
    const asked = await this.asked(command.digest, first, this.proof.actor_key, actor.key);
    if (!second || asked.state !== "good") return asked;
    return await this.asked(command.digest, second, this.proof.cosigner_key, second.key);
  }

  // Whether a signature is good by the key of this id.
  async asked(digest, signature, known, id) {
    if (!known) return bad(this.say("step.sig.other"), this.say("step.command.no_key"));
    const raw = fromBase64(known.public);
    const named = (await keys.keyId(this.hasher, known.algorithm, raw)) === signature.key && signature.key === id;
    const message = concat(COMMAND, fromHex(digest));
    const fits = named && (await keys.verify(signature.alg, raw, fromBase64(signature.sig), message));
    const more = this.say("step.key", { alg: signature.alg, key: signature.key.slice(0, 12) });
    if (!fits) return bad(this.say(named ? "step.sig.bad" : "step.sig.other"), more);
    this.signatures += 1;
    return good(this.say("step.sig.good"), more);
  }

  // What the next event records counts where its own bytes are here, and signed; else it is hearsay.
  async chain() {
    const here = toHex(await this.hasher.sha256(this.body));
    const next = this.proof.next;
    if (!next) return idle(this.say("step.chain.last"), short(here));
    const said = next.event ? await this.following(next.event) : next;
    if (!said) return bad(this.say("step.sig.bad"), short(here));
    if (said.previous !== here) {
      return bad(this.say("step.chain.bad"), this.say("step.two", { said: short(said.previous), found: short(here) }));
    }
    return next.event ? good(this.say("step.chain.good"), short(here)) : idle(this.say("step.chain.said"), short(here));
  }

  // The body of a stored event that the ledger signed as the next of this very stream; else null.
  async following(stored) {
    const [text, line] = stored.split("\n");
    const here = canonical.read(this.page.body);
    const said = canonical.read(text);
    const next = said.origin === here.origin && said.stream === here.stream && said.sequence === here.sequence + 1;
    const { fits } = await this.signed(line, utf8(text));
    if (!next || !fits) return null;
    this.signatures += 1;
    return said;
  }

  async path() {
    const { size, path } = this.proof;
    const siblings = path.map(fromHex);
    this.root = await rootFrom(this.hasher, this.hash, this.page.position - 1, size, siblings);
    const covering = this.proof.checkpoint && note.parse(this.proof.checkpoint);
    if (!covering || covering.size !== size || !equal(covering.root, this.root)) {
      const said = covering ? short(toHex(covering.root)) : "–";
      return bad(
        this.say("step.path.bad"),
        this.say("step.two", { said, found: short(toHex(this.root)) }),
      );
    }
    return good(this.say("step.path.good", { n: path.length }), this.say("step.root", { root: short(toHex(this.root)) }));
  }

  async checkpoint() {
    const parsed = note.parse(this.proof.checkpoint);
    const fits = await note.signedBy(parsed, this.trust.checkpoint);
    const ours = parsed.origin === this.trust.origin;
    const more = this.say("step.checkpoint.by", { name: this.trust.checkpoint.name });
    if (!fits || !ours) return bad(this.say(ours ? "step.sig.bad" : "step.shown.elsewhere"), more);
    this.signatures += fits;
    return good(this.say("step.sig.count", { n: fits }), more);
  }
}
