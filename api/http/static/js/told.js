// What an address tells of an act is said once: then the address forgets it, so that neither a reload
// nor a copied link says it again. A page that answers a refused form takes its own address, and
// opens the dialog that was filled in. `answered`: the page tells of an act.
const ANSWERS = ["did", "refused", "left", "of", "meant", "min_position", "brought"];
const again = document.documentElement.dataset.address;
const told = new URL(again ?? location.href, location.href);

export const answered = ANSWERS.some((name) => told.searchParams.has(name));
export const brought = told.searchParams.get("brought");

if (answered || again) {
  for (const name of ANSWERS) told.searchParams.delete(name);
  history.replaceState(null, "", told);
}
document.querySelector("dialog[data-again]")?.showModal();
