// Days of figures are days of UTC: written as the reader writes dates, and never moved into another day.
{
  const writes = (how) => new Intl.DateTimeFormat(document.documentElement.lang, { ...how, timeZone: "UTC" });
  const long = writes({ dateStyle: "medium" });
  const short = writes({ month: "short", day: "numeric" });
  for (const day of document.querySelectorAll(".by-day data")) {
    day.textContent = long.format(new Date(day.value));
  }
  for (const day of document.querySelectorAll(".chart text[data-day]")) {
    day.textContent = short.format(new Date(day.dataset.day));
  }
}
