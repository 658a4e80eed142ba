// A file in parts, by tus 1.0.0 (https://tus.io): begun with its SHA-256, gone on with from where it
// stands. Whatever breaks, what came is kept, and is asked for before anything is sent again.
const PATH = "/v1/statements/uploads";
const TUS = { "Tus-Resumable": "1.0.0" };
const DROPS = 5;

export const PART = 1_048_576;

export class Refused extends Error {
  constructor(answer) {
    super(`${answer.status}`);
    this.status = answer.status;
    this.wait_s = Number(answer.headers.get("Retry-After")) || 0;
  }
}

// The file was changed or taken away since it was chosen.
export class Unread extends Error {}

async function bytes(blob) {
  try {
    return await blob.arrayBuffer();
  } catch {
    throw new Unread();
  }
}

export async function digest(file) {
  const hash = await crypto.subtle.digest("SHA-256", await bytes(file));
  return [...new Uint8Array(hash)].map((one) => one.toString(16).padStart(2, "0")).join("");
}

// The upload that has begun: its id.
export async function begin(length, sha256) {
  const headers = { ...TUS, "Upload-Length": `${length}`, "Upload-Metadata": `sha256 ${btoa(sha256)}` };
  const answer = await fetch(PATH, { method: "POST", headers });
  if (!answer.ok) throw new Refused(answer);
  return answer.headers.get("Location").split("/").pop();
}

// How much of it is here; null where there is none, or it is another's.
export async function standing(id) {
  const answer = await fetch(`${PATH}/${id}`, { method: "HEAD", headers: TUS });
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Refused(answer);
  return Number(answer.headers.get("Upload-Offset"));
}

// Sends the next part; how much is here then. Another offset than ours is told, and taken.
export async function send(id, file, offset, signal) {
  const headers = { ...TUS, "Upload-Offset": `${offset}`, "Content-Type": "application/offset+octet-stream" };
  const body = await bytes(file.slice(offset, offset + PART));
  const answer = await fetch(`${PATH}/${id}`, { method: "PATCH", headers, body, signal });
  const here = answer.headers.get("Upload-Offset");
  if (!answer.ok && (answer.status !== 409 || here === null)) throw new Refused(answer);
  return Number(here);
}

// Forgets it; while a part of it is still being taken in (423), it is asked again.
export async function drop(id) {
  for (let tries = 0; tries < DROPS; tries += 1) {
    const answer = await fetch(`${PATH}/${id}`, { method: "DELETE", headers: TUS }).catch(() => null);
    if (answer?.status !== 423) return;
    const wait_s = new Refused(answer).wait_s || 1;
    await new Promise((done) => setTimeout(done, wait_s * 1_000));
  }
}
