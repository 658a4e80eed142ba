// Whether something on this page is typed, chosen or begun and was not sent: who leaves it loses that.
function changed(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.type === "file") return field.files.length > 0;
  if (!field.options) return field.defaultValue !== undefined && field.value !== field.defaultValue;
  const first = [...field.options].findIndex((one) => one.defaultSelected);
  return field.selectedIndex !== Math.max(0, first);
}

export function typed() {
  if (document.querySelector("dialog[open], [data-typed]")) return true;
  return [...document.forms].some((form) => [...form.elements].some((field) => field.type !== "hidden" && changed(field)));
}
