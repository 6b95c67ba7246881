// Times of what happened at no venue, by the reader's own clock: <time data-local datetime="…">. Without this script
// they stand in the time of the country whose money it is about.
const written = new Intl.DateTimeFormat(document.documentElement.lang, {
  weekday: "short",
  year: "numeric",
  month: "short",
  day: "numeric",
  hour: "numeric",
  minute: "2-digit",
  timeZoneName: "short",
});

document.querySelectorAll("time[data-local]").forEach((time) => {
  time.textContent = written.format(new Date(time.dateTime));
});
