// Progressive enhancement: every page works without it.
"use strict";

// Moments are written in UTC; here they become the reader's own.
const clock = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
const tell = (root) => {
  for (const time of root.querySelectorAll("time[datetime]")) {
    const at = new Date(time.dateTime);
    if (!Number.isNaN(at.getTime())) {
      time.title = time.textContent;
      time.textContent = clock.format(at);
    }
  }
};
tell(document);

// A language counts as soon as it is chosen.
const language = document.getElementById("spoken");
if (language) {
  language.addEventListener("change", () => language.form.requestSubmit());
}

// What is wrong with a form is read out first.
document.getElementById("problems")?.focus();
