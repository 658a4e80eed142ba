// Amounts in minor units (BigInt): read as they are typed, written as the pages write them.
const TYPED = /^(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d{1,2}))?$/;

// What a field says, in fen; 0n for an empty one, null for what is no amount.
export function fen(text) {
  const said = text.normalize("NFKC").trim();
  if (!said) return 0n;
  const read = TYPED.exec(said);
  if (!read) return null;
  return BigInt(read[1].replaceAll(",", "")) * 100n + BigInt((read[2] ?? "").padEnd(2, "0"));
}

export function written(minor) {
  const digits = (minor < 0n ? -minor : minor).toString().padStart(3, "0");
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ",");
  const rest = `.${digits.slice(-2)}`;
  const shown = document.createElement("span");
  shown.className = minor ? "money" : "money nil";
  const end = document.createElement("span");
  if (rest === ".00") end.className = "dec";
  end.textContent = rest;
  shown.append(`${minor < 0n ? "\u2212" : ""}${whole}`, end);
  return shown;
}
