// The page of a send that is going on: what changes of it is fetched and put into its place.
{
  const page = document.querySelector("[data-sends]");
  const said = document.getElementById("sends-said");
  const hidden = 30_000;
  let timer, busy = false, slower = 1;

  const put = (fresh) => {
    for (const piece of fresh.querySelectorAll("[data-live]")) {
      const old = document.querySelector(`[data-live="${piece.dataset.live}"]`);
      tell(piece);
      if (!old) continue;
      if (piece.localName === "progress") {
        for (const name of ["max", "value"]) {
          if (piece.hasAttribute(name)) old.setAttribute(name, piece.getAttribute(name));
          else old.removeAttribute(name);
        }
      } else if (old.dataset.state !== piece.dataset.state) {
        // Buttons come and go with the state alone; who was at one of them is led to what is there now.
        const within = old.contains(document.activeElement);
        old.replaceWith(piece);
        if (within) piece.querySelector("button, a")?.focus();
      } else if (!old.dataset.state && old.innerHTML !== piece.innerHTML && !old.contains(document.activeElement)) {
        old.innerHTML = piece.innerHTML;
      }
    }
  };

  const look = async () => {
    if (busy) return;
    busy = true;
    try {
      const reply = await fetch(page.dataset.sends, { redirect: "manual", cache: "no-store" });
      if (reply.type === "opaqueredirect" || [401, 403, 404].includes(reply.status)) {
        // The session is over, or the send is gone: the page itself says so.
        location.reload();
        return;
      }
      if (!reply.ok) throw new Error(String(reply.status));
      const fresh = new DOMParser().parseFromString(await reply.text(), "text/html");
      const now = fresh.querySelector("[data-sends]");
      put(fresh);
      // Read out are changes that matter, not every look.
      if (now.dataset.step !== page.dataset.step) said.textContent = fresh.querySelector("[data-live=say]").textContent;
      page.dataset.step = now.dataset.step;
      page.dataset.again = now.dataset.again;
      slower = 1;
    } catch {
      slower = Math.min(slower * 2, 32);
    } finally {
      busy = false;
    }
    next();
  };

  const next = () => {
    clearTimeout(timer);
    const again = Number(page.dataset.again);
    if (again) timer = setTimeout(look, Math.max(again * slower, document.hidden ? hidden : 0));
  };

  if (page && said) {
    document.addEventListener("visibilitychange", () => {
      if (document.hidden || !page.dataset.again) return next();
      clearTimeout(timer);
      look();
    });
    next();
  }
}
