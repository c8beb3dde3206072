// Settings: the fields of a reminder rule count only where one is chosen.
{
  const rule = document.querySelector(".reminders .rule");
  if (rule) {
    const choices = document.querySelectorAll("input[name=reminders]");
    const show = () => { rule.hidden = ![...choices].some((choice) => choice.checked && choice.value === "on"); };
    for (const choice of choices) {
      choice.addEventListener("change", show);
    }
    show();
  }
}
