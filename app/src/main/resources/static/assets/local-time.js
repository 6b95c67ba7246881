// Shows times that belong to no venue in the reader's time zone: <time data-local datetime="…">. Without this script
// they are in the time zone of the currency's country.
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
