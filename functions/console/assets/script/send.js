
// Sending links: what is selected and written outlives other pages of the list, and the preview keeps up.
{
  const form = document.getElementById("send");
  const kept = "onramp-send";
  const lang = document.documentElement.lang;

  // Nobody is signed in, or it was sent: nothing is kept.
  if (!document.querySelector(".who") || location.pathname.startsWith("/console/sends/")) {
    sessionStorage.removeItem(kept);
  }

  // Whoever presses twice means once.
  for (const sending of document.querySelectorAll("#send, #confirm")) {
    sending.addEventListener("submit", (event) => {
      if (event.submitter?.value === "send") {
        setTimeout(() => { event.submitter.disabled = true; });
        setTimeout(() => { event.submitter.disabled = false; }, 5000);
      }
    });
  }

  const why = document.getElementById("why-form");
  why?.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const reply = await fetch(`/console/send/why?${new URLSearchParams(new FormData(why))}`);
      if (!reply.ok || reply.redirected) throw reply;
      const answer = new DOMParser().parseFromString(await reply.text(), "text/html");
      document.getElementById("why-answer").replaceChildren(...answer.body.childNodes);
    } catch {
      why.submit();
    }
  });

  if (form) {
    const field = (id) => document.getElementById(id);
    const [here, all, elsewhere, go, stage] = ["select-here", "all", "elsewhere", "go", "facts"].map(field);
    const boxes = [...form.querySelectorAll("tbody input[name=phone]:not(:disabled)")];
    const away = () => [...elsewhere.querySelectorAll("input")];
    const numbers = new Intl.NumberFormat(lang), plural = new Intl.PluralRules(lang);
    const count = (n, key) => plural.select(n) === "one" && n === 1
      ? form.dataset[`${key}One`] ?? form.dataset.one
      : (form.dataset[`${key}Many`] ?? form.dataset.many).replace("{n}", numbers.format(n));

    const words = ["subject", "message"].map(field).filter(Boolean);
    const initial = words.map((input) => input.value);
    const store = () => {
      const phones = [...boxes.filter((box) => box.checked), ...away()].map((input) => input.value);
      const texts = words.map((input, at) => (input.value === initial[at] && !restored ? null : input.value));
      const old = JSON.parse(sessionStorage.getItem(kept) ?? "{}");
      sessionStorage.setItem(kept, JSON.stringify({ ...old, [form.elements.channel.value]: { phones, texts } }));
    };
    let restored = form.hasAttribute("data-posted");
    const hide = (id) => {
      const input = Object.assign(document.createElement("input"), { type: "hidden", name: "phone", value: id });
      elsewhere.append(input);
    };
    const restore = () => {
      const was = JSON.parse(sessionStorage.getItem(kept) ?? "{}")[form.elements.channel.value];
      if (!was || restored) return;
      const known = new Set([...form.querySelectorAll("tbody input[name=phone]")].map((box) => box.value));
      for (const box of boxes) box.checked = was.phones.includes(box.value);
      for (const id of was.phones) if (!known.has(id)) hide(id);
      was.texts.forEach((text, at) => {
        if (text !== null && words[at]) { words[at].value = text; restored = true; }
      });
    };

    const show = () => {
      const checked = boxes.filter((box) => box.checked).length;
      here.checked = boxes.length > 0 && checked === boxes.length;
      here.indeterminate = checked > 0 && !here.checked;
      const others = away().length;
      elsewhere.hidden = others === 0;
      elsewhere.querySelector("span").textContent = others ? count(others, "elsewhere") : "";
      const n = all.checked ? Number(form.dataset.matching ?? -1) : checked + others;
      go.textContent = n < 0 ? form.dataset.all : n === 0 ? form.dataset.none : count(n, "do");
      for (const box of [...boxes, here]) box.classList.toggle("moot", all.checked);
    };

    // The page's own controls, where there is a script.
    field("select-page").hidden = true;
    here.hidden = false;
    here.disabled = boxes.length === 0;
    field("forget").hidden = false;
    here.addEventListener("change", () => { for (const box of boxes) box.checked = here.checked; });
    field("forget").addEventListener("click", () => {
      for (const input of away()) input.remove();
      form.dispatchEvent(new Event("change"));
      here.focus();
    });

    // Shift selects all between two boxes.
    let last;
    form.addEventListener("click", (event) => {
      const at = boxes.indexOf(event.target);
      if (at < 0) return;
      if (event.shiftKey && last !== undefined) {
        for (const box of boxes.slice(Math.min(at, last), Math.max(at, last) + 1)) box.checked = event.target.checked;
      }
      last = at;
    });

    // Placeholders are put where the text was last written.
    let writing = field("message");
    for (const input of words) input.addEventListener("focus", () => { writing = input; });
    for (const code of form.querySelectorAll(".placeholders code")) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: code.textContent });
      button.addEventListener("click", () => {
        const into = code.textContent === "{link}" ? field("message") : writing;
        into.setRangeText(code.textContent, into.selectionStart, into.selectionEnd, "end");
        into.focus();
        into.dispatchEvent(new Event("input", { bubbles: true }));
      });
      code.replaceWith(button);
    }

    const ask = async (path) => {
      const reply = await fetch(path, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      if (!reply.ok) throw reply;
      return reply.json();
    };
    const tell = (id, text) => {
      const input = field(id), wrong = field(`${id}-wrong`);
      if (!input) return;
      if (text) input.setAttribute("aria-invalid", "true"); else input.removeAttribute("aria-invalid");
      wrong.hidden = !text;
      wrong.textContent = text ?? "";
    };

    // A new frame each time: it takes the old one's place once it is there, and leaves no step in the browser's history.
    const stageOf = form.querySelector(".stage"), shower = field("show-preview");
    let turn = 0;
    const preview = () => {
      for (const late of stageOf.querySelectorAll(".coming")) late.remove();
      const old = stageOf.querySelector("iframe"), next = old.cloneNode();
      next.name = `preview-${++turn}`;
      next.classList.add("coming");
      stageOf.append(next);
      next.addEventListener("load", () => {
        if (!next.isConnected) return;
        old.remove();
        next.classList.remove("coming");
      }, { once: true });
      shower.formTarget = next.name;
      form.requestSubmit(shower);
    };
    let asked = 0;
    const check = async (redraw) => {
      const mine = ++asked;
      try {
        const told = await ask("/console/send/check");
        if (mine !== asked) return;
        tell("subject", told.subject);
        tell("message", told.message);
        stage.replaceChildren(...told.facts.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
        if (redraw && !told.subject && !told.message) preview();
      } catch {
        // The next key tries again; sending tells what is wrong.
      }
    };
    let wait;
    const soon = (redraw) => { clearTimeout(wait); wait = setTimeout(() => check(redraw), 400); };
    shower.hidden = true;
    for (const input of words) input.addEventListener("input", () => { store(); soon(true); });
    for (const view of form.querySelectorAll("input[name=view]")) view.addEventListener("change", preview);
    form.addEventListener("change", (event) => {
      if (event.target.name === "view") return;
      show();
      store();
      if (!words.includes(event.target)) soon(false);
    });

    // What is done beside the page, and what came of it.
    for (const [id, say] of [["test", "tested"], ["default", "saved"]]) {
      const button = field(id), told = field(say);
      button?.addEventListener("click", async (event) => {
        if (button.formNoValidate) return;
        event.preventDefault();
        button.disabled = true;
        try {
          const { good, text } = await ask(`/console/send/${id}`);
          told.className = `note ${good ? "good" : "bad"}`;
          told.textContent = text;
          told.hidden = false;
        } catch {
          // The whole page can tell what is wrong.
          button.disabled = false;
          button.formNoValidate = true;
          button.click();
          return;
        }
        button.disabled = false;
      });
    }

    restore();
    store();
    show();
    check(true);
    field("said")?.focus();
  }
}
