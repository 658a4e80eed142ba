// The way from a leaf to the root of a tree of so many leaves (RFC 6962 §2.1.1).

// Where a span of leaves divides: after the largest power of two below its width.
function middle(lo, hi) {
  let power = 1;
  while (power * 2 < hi - lo) power *= 2;
  return lo + power;
}

// For each step up, lowest first, whether the sibling stands on the left.
export function sides(index, size) {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) {
    throw new Error(`leaf ${index} is not in a tree of ${size} leaves`);
  }
  const found = [];
  let lo = 0;
  let hi = size;
  while (hi - lo > 1) {
    const cut = middle(lo, hi);
    const left = index >= cut;
    found.push(left);
    if (left) lo = cut;
    else hi = cut;
  }
  return found.reverse();
}

// The root that a leaf and its siblings make. Throws when there are not as many as there must be.
export async function rootFrom(hasher, leaf, index, size, path) {
  const way = sides(index, size);
  if (path.length !== way.length) throw new Error(`${path.length} siblings, ${way.length} are needed`);
  let here = leaf;
  for (let step = 0; step < way.length; step += 1) {
    if (path[step].length !== 32) throw new Error("a hash has 32 bytes");
    here = way[step] ? await hasher.node(path[step], here) : await hasher.node(here, path[step]);
  }
  return here;
}
