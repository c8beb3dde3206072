{
  // A number is read by the server while it is typed.
  const number = document.querySelector("input[data-check]");
  const check = document.getElementById("number-check");
  if (number && check) {
    let waiting;
    let asked = 0;
    const ask = async () => {
      const mine = ++asked;
      const told = (text, good) => {
        if (mine === asked) {
          check.textContent = text;
          check.classList.toggle("off", !good);
        }
      };
      if (!number.value.trim()) {
        told("", true);
        return;
      }
      const body = new URLSearchParams({ form_token: number.form.elements.form_token.value, number: number.value });
      try {
        const reply = await fetch(number.dataset.check, { method: "POST", body });
        const read = reply.ok ? await reply.json() : { text: "", good: true };
        told(read.text, read.good);
      } catch {
        told("", true);
      }
    };
    number.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(ask, 400);
    });
  }

  // A link is copied where the browser lets it be.
  const copy = document.querySelector("button[data-copy]");
  if (copy && navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(copy.dataset.copy).value);
      document.getElementById("copied").textContent = copy.dataset.done;
    });
  }
}
