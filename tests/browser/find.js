// What a person would point at. The kind, its name, and the text of the smallest part of the page that holds it.
const [kind, name, within] = arguments;
const flat = text => (text ?? "").replace(/\s+/g, " ").trim();
const shown = element => element.checkVisibility({ checkVisibilityCSS: true });
const texts = element => element.labels
  ? [...element.labels].map(label => flat(label.innerText)).concat(flat(element.getAttribute("aria-label")))
  : [flat(element.getAttribute("aria-label"))];
const byId = ids => (ids ?? "").split(" ").map(id => flat(document.getElementById(id)?.innerText)).join(" ");
const names = {
  press: element => [flat(element.innerText), flat(element.getAttribute("aria-label")), flat(element.value)],
  field: element => texts(element).concat(byId(element.getAttribute("aria-labelledby"))),
  table: element => [flat(element.caption?.innerText), flat(element.getAttribute("aria-label"))],
}[kind];
const selector = {
  press: "button, a[href], summary, input[type=submit], [role=button]",
  field: "input:not([type=hidden], [type=submit]), select, textarea",
  table: "table",
}[kind];
let root = document;
if (within) {
  const parts = [...document.querySelectorAll("tr, li, dl > div, fieldset, form, article, section, dialog, details")];
  root = parts.filter(part => shown(part) && flat(part.innerText).includes(within))
    .sort((one, other) => one.innerText.length - other.innerText.length)
    .find(part => [...part.querySelectorAll(selector)].some(element => names(element).some(text => text.includes(name))));
}
if (!root) return null;
const all = [...root.querySelectorAll(selector)].filter(shown);
const by = fits => all.find(element => names(element).some(fits));
return by(text => text === name) ?? by(text => text.startsWith(name)) ?? by(text => name && text.includes(name)) ?? (name ? null : all[0] ?? null);
