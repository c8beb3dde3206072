// What is known of a page by looking at it: arguments[0] is the width of its window.
const flat = text => (text ?? "").replace(/\s+/g, " ").trim();
const main = document.querySelector("main");
const here = new URL(location);
return {
  title: document.title,
  lang: document.documentElement.lang,
  dir: document.documentElement.dir,
  h1: document.querySelectorAll("h1").length,
  main: document.querySelectorAll("main").length,
  // Moments are written anew by the script.
  headings: [...(main ?? document).querySelectorAll("h1, h2, h3, caption, thead th, legend, label, dt")]
    .filter(heading => !heading.querySelector("time, progress") && heading.checkVisibility())
    .map(heading => flat(heading.innerText)),
  links: [...document.querySelectorAll("a[href]")].map(link => link.href.split("#")[0])
    .filter(link => new URL(link).origin === here.origin),
  forms: [...document.forms].flatMap((form, at) => {
    const presses = [...form.elements].filter(press => press.type === "submit");
    return presses.map((press, nth) => ({
      at, nth, name: flat(press.innerText || press.value || press.getAttribute("aria-label")),
      method: (press.getAttribute("formmethod") ?? form.method).toLowerCase(),
      action: press.hasAttribute("formaction") ? press.formAction : form.getAttribute("action") === null ? here.href : new URL(form.getAttribute("action"), here).href,
      query: new URLSearchParams(new FormData(form)).toString(),
    }));
  }),
};
