// The one writing of a value (RFC 8785 inside the ledger's profile): keys in order, no white space,
// whole numbers. Bytes that differ from it could be read in two ways.
export function write(value) {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new Error(`number ${value}`);
    return String(value);
  }
  if (Array.isArray(value)) return `[${value.map(write).join(",")}]`;
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${write(value[key])}`).join(",")}}`;
}

// The value of canonical bytes. Throws for any other bytes.
export function read(text) {
  const value = JSON.parse(text);
  if (write(value) !== text) throw new Error("not the canonical form");
  return value;
}
