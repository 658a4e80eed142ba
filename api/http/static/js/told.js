// What an address tells of an act is said once: then the address forgets it, so that neither a reload
// nor a copied link says it again. `answered`: it told of one.
const ANSWERS = ["did", "refused", "left", "of", "meant", "min_position"];
const told = new URL(location.href);

export const answered = ANSWERS.some((name) => told.searchParams.has(name));

if (answered) {
  for (const name of ANSWERS) told.searchParams.delete(name);
  history.replaceState(null, "", told);
}
