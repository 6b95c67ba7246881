// Keeps seats and places of a performance back, and releases them.

import { announce } from "../announce.js";
import { fill, words } from "../words.js";
import { call } from "./call.js";
import { el, fillWith } from "./dom.js";
import { attempt, clearProblems, faultAt, tellProblem } from "./problem.js";
import { askReason } from "./reason.js";
import { labelsOf } from "./seat-labels.js";
import { toInstant } from "./zone-time.js";

const by = (id) => document.getElementById(id);
const { performance, maySell } = by("main").dataset;
const path = `/api/v1/operator/performances/${performance}`;
const time = new Intl.DateTimeFormat(words.lang, { dateStyle: "medium", timeStyle: "short", timeZone: words.zone });
const PAGE = 200;
const AT_ONCE_MAX = 1000;
const mayChange = maySell === "true";
let next = "";

/** A repeat after an answer that was lost has the same key; what was answered is asked anew. */
const keys = new Map();

async function post(what, body, reason, form) {
  const id = what + JSON.stringify(body) + reason;
  if (!keys.has(id)) keys.set(id, crypto.randomUUID());
  const idempotencyKey = keys.get(id);
  const answer = await attempt(
    () => call("POST", `${path}/${what}`, body, { reason, idempotencyKey }).catch(nameSeats), form);
  if (answer) keys.delete(id);
  return answer;
}

/** What is wrong with some of many seats is said of these, above the page. */
function nameSeats(error) {
  const seats = error.problem?.takenSeats ?? error.problem?.unknownSeats;
  if (seats) Object.assign(error.problem, { detail: `${error.problem.detail} (${seats.join(", ")})`, errors: [] });
  throw error;
}

const moment = (at) => (at ? el("time", { datetime: at }, time.format(new Date(at))) : words.byHand);

async function load(after = "") {
  const page = await call("GET", `${path}/withheld-seats?limit=${PAGE}&after=${encodeURIComponent(after)}`);
  if (!after) {
    fillWith(by("allocations"), page.allocations.length ? page.allocations.map(allocation) : none(mayChange ? 5 : 4));
    fillWith(by("kept"), page.seats.length ? [] : none(4));
  }
  by("kept").append(...page.seats.map(row));
  next = page.nextAfter;
  by("more").hidden = !next;
}

const none = (columns) => el("tr", {}, el("td", { colspan: columns }, words.none));

function allocation({ reason, seats, places, freeAt }) {
  return el("tr", {}, el("th", { scope: "row", dir: "auto" }, reason),
    el("td", { class: "table__number" }, String(seats)), el("td", { class: "table__number" }, String(places)),
    el("td", {}, moment(freeAt)),
    mayChange && el("td", {}, el("button", { class: "button", type: "button", "aria-label": fill(words.chooseOf, reason),
      onclick: () => choose(reason) }, words.choose)));
}

function row({ seat, reason, freeAt, withheldAt }, at) {
  const id = `seat-${by("kept").children.length + at}`;
  const tick = mayChange && el("input", { type: "checkbox", id, value: seat, "data-reason": reason });
  const label = el(mayChange ? "label" : "span", { for: mayChange && id, dir: "auto" }, seat);
  return el("tr", {}, el("th", { scope: "row" }, el("span", { class: "field--tick" }, tick, label)), el("td", { dir: "auto" }, reason),
    el("td", {}, moment(freeAt)), el("td", {}, moment(withheldAt)));
}

const ticks = () => [...by("kept").querySelectorAll("input")];

/** Ticks all that is kept back for a reason, and nothing else. */
async function choose(reason) {
  await attempt(async () => {
    while (next) await load(next);
  });
  ticks().forEach((tick) => { tick.checked = tick.dataset.reason === reason; });
  ticks().find(({ checked }) => checked)?.focus();
}

/** Shows a fault at its field; returns null, as what cannot be sent. */
function refuse(field, text) {
  faultAt(field, text);
  announce(text, { urgent: true });
  field.focus();
  return null;
}

function freeAt() {
  const field = by("free-at");
  if (!field.value) return field.validity.badInput ? refuse(field, words.time) : {};
  const instant = toInstant(field.value, words.zone);
  return instant ? { freeAt: instant } : refuse(field, words.noTime);
}

/** What is to be kept back, or null after a fault. */
function wanted() {
  const area = by("area")?.value;
  if (area) {
    const places = by("places").value.trim();
    return /^[1-9]\d{0,3}$/.test(places)
      ? { what: "withheld-places", body: { area, places: Number(places) } }
      : refuse(by("places"), words.noPlaces);
  }
  const seats = labelsOf(by("labels").value, AT_ONCE_MAX);
  if (seats.length === 0) return refuse(by("labels"), words.noSeats);
  return seats.length > AT_ONCE_MAX
    ? refuse(by("labels"), words.tooMany)
    : { what: "withheld-seats", body: { seats } };
}

async function keep(event) {
  event.preventDefault();
  clearProblems(event.target);
  const things = wanted();
  const note = by("note").value.trim();
  const until = things && (note ? freeAt() : refuse(by("note"), words.noReason));
  if (!until) return;
  const answer = await post(things.what, { ...things.body, ...until }, note, event.target);
  if (!answer) return;
  event.target.reset();
  await attempt(() => load());
  announce(fill(words.kept, answer.seats.length));
}

async function release(event) {
  event.preventDefault();
  const seats = ticks().filter(({ checked }) => checked).map(({ value }) => value);
  if (seats.length === 0 || seats.length > AT_ONCE_MAX) {
    tellProblem(seats.length ? words.tooMany : words.noTick);
    return;
  }
  const reason = await askReason({ title: words.release, text: words.releaseText, danger: true });
  if (reason === null || !(await post("released-seats", { seats }, reason, event.target))) return;
  await attempt(() => load());
  announce(fill(words.released, seats.length));
}

if (by("keep")) by("keep").onsubmit = keep;
by("release").onsubmit = release;
by("more").onclick = () => attempt(() => load(next));
await attempt(() => load());
