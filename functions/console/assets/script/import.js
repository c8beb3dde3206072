{
  // What is too large is told before it is sent.
  const file = document.querySelector("input[type=file][data-most]");
  file?.addEventListener("change", () => {
    const large = file.files[0]?.size > Number(file.dataset.most);
    file.setCustomValidity(large ? file.dataset.tooLarge : "");
    if (large) {
      file.reportValidity();
    }
  });

  // The steps of an import follow each other; without this script there is a button for each.
  const step = document.getElementById("import-step");
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const follow = async () => {
    for (let failures = 0; failures < 5;) {
      const began = document.getElementById("import-bar").value;
      const reply = await fetch(step.action, { method: "POST", body: new URLSearchParams(new FormData(step)) }).catch(() => null);
      const page = reply?.ok ? new DOMParser().parseFromString(await reply.text(), "text/html") : null;
      const progress = page?.getElementById("import-progress");
      if (page && !progress) {
        location.replace(location.href);
        return;
      }
      if (progress) {
        document.getElementById("import-progress").replaceWith(document.adoptNode(progress));
      }
      // Someone else may be at work on it, or a service be out of reach: no need to hurry then.
      const moved = document.getElementById("import-bar").value > began;
      failures = moved || page ? 0 : failures + 1;
      await wait(moved ? 0 : 2000);
    }
    step.hidden = false;
  };
  if (step) {
    step.hidden = true;
    follow();
  }
}
