// The page on which a concert is edited, published, copied and cancelled. Each answer brings the version for the next edit.

import { announce } from "../announce.js";
import { call } from "./call.js";
import { amountOf, Fault, fillTexts, numberOf, shownAmount, textOf, textsOf, timeOf, titleOf, words } from "./concert-fields.js";
import { el, fillWith } from "./dom.js";
import { fillPlans } from "./plan-choice.js";
import { attempt, clearProblems } from "./problem.js";
import { askReason } from "./reason.js";
import { toLocal } from "./zone-time.js";

const by = (id) => document.getElementById(id);
const form = by("concert");
const path = `/api/v1/operator/concerts/${by("main").dataset.concert}`;
const TIMES = ["opensAt", "preQueueOpensAt", "closesAt"];
let concert;

function show(read) {
  concert = read;
  by("state").textContent = words.states[read.state];
  by("publish").hidden = read.state !== "DRAFT";
  by("cancel").hidden = read.state === "CANCELLED";
  fillTexts(form, read);
  for (const name of ["venue", "address", "ageLimit", "runningMinutes", "seatsPerBuyerMax"]) {
    form.elements.namedItem(name).value = read[name] ?? "";
  }
  TIMES.forEach((name) => { by(name).value = toLocal(read[name], read.timeZone); });
  fillWith(by("levels"), read.priceLevels.map(level));
  fillWith(by("dates"), read.performances.map(performance));
  by("refund-next").hidden = !read.performances.some(({ cancelled }) => cancelled);
  showPoster(read.poster);
}

function showPoster(poster) {
  by("poster").hidden = !poster;
  by("no-poster").hidden = !poster;
  if (poster) by("poster").src = `/posters/${poster}-480.jpg`;
}

function level({ name, amountMinor }, at) {
  const id = `level-${at}`;
  return el("div", { class: "field" }, el("label", { for: id, dir: "auto" }, `${name} (${concert.currency})`),
    el("input", { id, inputmode: "decimal", autocomplete: "off", value: shownAmount(amountMinor, concert.currency) }));
}

function performance({ performanceId, startsAt, cancelled }) {
  const id = `date-${performanceId}`;
  const input = el("input", { type: "datetime-local", step: 60, id, name: "startsAt", disabled: cancelled });
  input.value = toLocal(startsAt, concert.timeZone);
  const seats = link(performanceId, "seats", id);
  const sell = words.maySell && concert.state === "PUBLISHED" && !cancelled && link(performanceId, "sell", id);
  return el("form", { class: "office-line", novalidate: true, onsubmit: (event) => move(event, performanceId, input) },
    el("div", { class: "field" }, el("label", { for: id }, words.date), input), sell, seats,
    cancelled ? [el("strong", {}, words.cancelled), link(performanceId, "refunds", id)] : [
      el("button", { class: "button", type: "submit", "aria-describedby": id }, words.move),
      el("button", { class: "button button--danger", type: "button", onclick: () => cancelDate(performanceId) }, words.cancel)]);
}

const link = (performanceId, page, id) =>
  el("a", { class: "button", href: `/office/performances/${performanceId}/${page}`, "aria-describedby": id }, words[page]);

/** What a form says, or null after a fault was shown at its field. */
function filledIn(of, read) {
  clearProblems(of);
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    announce(error.message, { urgent: true });
    return null;
  }
}

/** Asks for the reason, sends, and shows what has become of the concert. */
async function send(method, where, read, ask, of) {
  const filled = filledIn(of, read);
  const reason = filled && (await askReason(ask));
  if (!reason) return;
  const answer = await attempt(() => call(method, path + where, { version: concert.version, ...filled }, { reason }), of);
  if (!answer) return;
  show(answer);
  announce(where.endsWith("cancellation") ? words.refundNext : words.saved);
}

const nothing = () => ({});

function changedLevels() {
  return concert.priceLevels
    .map(({ name, amountMinor }, at) => ({ name, before: amountMinor, amountMinor: amountOf(by(`level-${at}`), concert.currency) }))
    .filter((changed) => changed.before !== changed.amountMinor)
    .map(({ name, amountMinor }) => ({ name, amountMinor }));
}

/** A field whose text is empty removes what is there. */
function edited() {
  const texts = textsOf(form);
  const repriced = changedLevels();
  const [opensAt, preQueueOpensAt, closesAt] = TIMES.map((name) =>
    sameTime(name) ?? timeOf(by(name), concert.timeZone, { required: name === "opensAt" }));
  return {
    title: titleOf(texts), texts, venue: textOf(form, "venue") ?? "", address: textOf(form, "address") ?? "",
    ageLimit: numberOf(form, "ageLimit") ?? 0, runningMinutes: numberOf(form, "runningMinutes") ?? 0,
    seatsPerBuyerMax: numberOf(form, "seatsPerBuyerMax") ?? 0, sale: { opensAt, preQueueOpensAt, closesAt },
    ...(repriced.length ? { priceLevels: repriced } : {}),
  };
}

/** Fields show minutes; a time that nobody has changed keeps its seconds. */
const sameTime = (name) =>
  by(name).value && by(name).value === toLocal(concert[name], concert.timeZone) ? concert[name] : undefined;

function move(event, performanceId, input) {
  event.preventDefault();
  return send("PATCH", `/performances/${performanceId}`,
    () => ({ startsAt: timeOf(input, concert.timeZone, { required: true }) }), { title: words.move }, event.target);
}

const cancelDate = (performanceId) => send("POST", `/performances/${performanceId}/cancellation`, nothing,
  { title: words.cancel, text: words.cancelText, danger: true });

form.onsubmit = (event) => {
  event.preventDefault();
  return send("PATCH", "", edited, { title: words.save }, form);
};
by("date-form").onsubmit = (event) => {
  event.preventDefault();
  const plan = by("plan").value;
  return send("POST", "/performances", () => ({ performance: {
    startsAt: timeOf(by("new-date"), concert.timeZone, { required: true }), ...(plan ? { venueVersion: Number(plan) } : {}),
  } }), { title: words.add }, event.target);
};
by("publish").onclick = () => send("POST", "/publication", nothing, { title: words.publish, text: words.publishText });
by("cancel").onclick = () => send("POST", "/cancellation", nothing,
  { title: words.cancelConcert, text: words.cancelConcertText, danger: true });
by("poster-form").onsubmit = async (event) => {
  event.preventDefault();
  const [picture] = by("picture").files;
  if (picture) await poster("PUT", picture, words.picture);
  else by("picture").focus();
};
by("no-poster").onclick = () => poster("DELETE", undefined, words.noPicture);

async function poster(method, picture, title) {
  const reason = await askReason({ title });
  if (!reason) return;
  const read = await attempt(
    () => call(method, `${path}/poster?version=${concert.version}`, picture, { reason }), by("poster-form"));
  if (!read) return;
  show(read);
  by("picture").value = "";
  announce(words.saved);
}

by("copy-form").onsubmit = async (event) => {
  event.preventDefault();
  const body = filledIn(event.target, () => ({
    opensAt: timeOf(by("copy-opens"), concert.timeZone, { required: true }),
    performances: [{ startsAt: timeOf(by("copy-starts"), concert.timeZone, { required: true }) }],
  }));
  const reason = body && (await askReason({ title: words.copy }));
  const made = reason && (await attempt(() => call("POST", `${path}/copy`, body, { reason }), event.target));
  if (made) location.assign(`/office/concerts/${made.concertId}`);
};

attempt(async () => show(await call("GET", path)));
attempt(() => fillPlans(by("plan")));
