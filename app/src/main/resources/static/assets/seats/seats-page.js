// Wires the seat page: loads plan and seats, follows changes, holds the chosen seats.

import { call, goTo, insist, isolated, isPassing, isSessionOver, Refusal, signInAddress, toast } from "../site.js";
import { House } from "./house.js";
import { ListView } from "./list-view.js";
import { LiveSeats } from "./live-seats.js";
import { MapView } from "./map-view.js";
import { Selection } from "./selection.js";

const main = document.getElementById("main");
const words = Object.fromEntries(
  Object.entries(main.dataset).filter(([name]) => name.startsWith("word")).map(([name, text]) => [name[4].toLowerCase() + name.slice(5), text]),
);
const say = (text, value) => text.replace("{0}", () => value);
const $ = (id) => document.getElementById(id);
const { performance: performanceId, queueToken, checkout, line } = main.dataset;
const seatsMax = Number(main.dataset.seatsMax);
const seatsAddress = `/api/v1/performances/${performanceId}/seats`;
// The server sets the number of decimals, because browsers round some currencies to their cash amounts.
const decimals = Number(main.dataset.decimals);
const amount = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
const price = (amountMinor) => say(main.dataset.money, amount.format(shift(amountMinor, decimals)));

// Works on text, because floating point is not exact.
function shift(amountMinor, places) {
  const digits = String(amountMinor).padStart(places + 1, "0");
  return places ? `${digits.slice(0, -places)}.${digits.slice(-places)}` : digits;
}

const levels = [...document.querySelectorAll("[data-level][data-style][data-amount]")].map((button) => ({
  button,
  name: button.dataset.level,
  style: Number(button.dataset.style),
  letter: button.dataset.letter,
}));

const ownLines = [...document.querySelectorAll("[data-own]")];

let house;
let selection;
let map;
let list;
let holding = false;

function nameOf(i) {
  const seat = house.seats[i];
  const parts = [];
  if (seat.section) parts.push(say(words.section, isolated(seat.section)));
  if (seat.row) parts.push(say(words.row, isolated(seat.row)));
  parts.push(say(words.number, isolated(seat.number || seat.seat)));
  return parts.join(" ");
}

const firstView = new URLSearchParams(location.search).has("part") ? "list" : "map";

async function start() {
  show(firstView);
  const [plan, seats] = await Promise.all([
    insist(() => call("GET", `/api/v1/performances/${performanceId}/seat-plan`)),
    insist(() => call("GET", seatsAddress, { queueToken })),
  ]);
  house = new House(plan, seats, levels, ownLines.map((line) => line.dataset.own));
  selection = new Selection(house, seatsMax, performanceId);
  map = new MapView($("canvas"), house, selection, words);
  list = new ListView($("list"), house, selection, tellLimit, words);
  $("views").hidden = false;
  $("bar").hidden = false;
  $("loading").remove();
  foldBest();
  wire();
  showChoice();
  showOwn();
  showLeft();
  main.dataset.ready = "yes";
  performance.mark("seats-ready");
  new LiveSeats(seatsAddress, queueToken, seats.version, { change, snapshot, state });
}

function wire() {
  selection.addEventListener("change", (event) => {
    event.detail.forEach((i) => map.touch(i));
    showChoice();
  });
  map.addEventListener("seat", (event) => {
    const i = event.detail;
    if (!house.isFree(i) && !selection.has(i)) return;
    if (!selection.toggle(i)) tellLimit();
  });
  map.addEventListener("hover", (event) => showTip(event.detail));
  map.addEventListener("point", (event) => ($("say").textContent = describe(event.detail)));
  $("zoom-in").addEventListener("click", () => map.zoom(1.6));
  $("zoom-out").addEventListener("click", () => map.zoom(1 / 1.6));
  $("zoom-fit").addEventListener("click", () => map.fit());
  $("show-map").addEventListener("click", () => show("map"));
  $("show-list").addEventListener("click", () => show("list"));
  $("hold").addEventListener("click", holdChosen);
  $("best").addEventListener("submit", holdBest);
  $("list").addEventListener("submit", (event) => {
    if (event.submitter?.name === "show") return;
    event.preventDefault();
    holdChosen();
  });
  levels.forEach((level, index) => {
    level.button.disabled = false;
    level.button.addEventListener("click", () => {
      const hidden = level.button.getAttribute("aria-pressed") === "true";
      level.button.setAttribute("aria-pressed", String(!hidden));
      map.hide(index, hidden);
      list.hide(index + 1, hidden);
    });
  });
}

// On a phone the form for the best seats covers the map, and closes when the map is needed.
const roomy = matchMedia("(min-width: 60rem)");

function foldBest() {
  const fold = $("best-fold");
  fold.open = roomy.matches;
  $("map").addEventListener("pointerdown", () => (fold.open &&= roomy.matches));
  fold.addEventListener("keydown", (event) => event.key === "Escape" && (fold.open = roomy.matches));
}

function show(view) {
  $("map").hidden = view !== "map";
  $("list").hidden = view !== "list";
  main.dataset.view = view;
  $("show-map").setAttribute("aria-pressed", String(view === "map"));
  $("show-list").setAttribute("aria-pressed", String(view === "list"));
}

/* Messages from the server. */

function change(label, status) {
  const i = house.set(label, status);
  if (i < 0) return;
  map.touch(i);
  list.update(i);
  showOwn();
  leftLater();
  // While a hold is in progress, its answer says which seats were lost.
  if (!house.isFree(i) && selection.has(i) && !holding) lost([i]);
}

function snapshot(seats) {
  const gone = [];
  for (const seat of seats.seats) {
    const i = house.set(seat.seat, seat.status);
    if (i >= 0 && !house.isFree(i) && selection.has(i)) gone.push(i);
  }
  map.moved(true);
  list.updateAll();
  showOwn();
  showLeft();
  if (gone.length && !holding) lost(gone);
}

let wasLost = false;

// Shows a refusal in words, and how to go on.
const { session, signIn, other, notTurn, stale, reload } = $("refusals").dataset;
const toLine = { text: words.rejoin, href: line };
const reasons = {
  unauthenticated: () => [session, { text: signIn, href: signInAddress() }],
  "queue-token-invalid": () => [other, toLine],
  "not-admitted": () => [notTurn, toLine],
  forbidden: () => [stale, { text: reload, href: location.href }],
};

function state(name, why) {
  main.dataset.live = name;
  if (name === "over") {
    const [text, way] = reasons[why]?.() ?? [words.over, toLine];
    notice(text, null, [way]);
    $("hold").disabled = true;
  } else if (name === "lost" && !wasLost) {
    wasLost = true;
    toast(words.offline, 8000);
  } else if (name === "live" && wasLost) {
    wasLost = false;
    toast(words.online);
  }
}

/* 이선좌: another fan was faster. */

function lost(seats) {
  const gone = selection.lose(seats);
  if (!gone.length) return;
  if (!roomy.matches) $("best-fold").open = false;
  map.flash(gone);
  navigator.vibrate?.(60);
  const kept = selection.size ? words.kept : null;
  // Near both the lost seats and the ones still chosen.
  const near = house.near([...gone, ...selection.chosen], house.level[gone[0]], gone.length, (i) => selection.has(i));
  const names = near.map(nameOf).join(" · ");
  const offer = near.length ? [{ text: say(words.swap, names), act: () => take(near) }] : [];
  notice(words.lost, [kept, near.length ? null : words.noNear], offer);
}

function take(seats) {
  clearNotice();
  seats.filter((i) => house.isFree(i)).forEach((i) => selection.has(i) || selection.toggle(i));
  if (seats.length && main.dataset.view === "map") map.show(seats[0]);
  $("hold").focus();
}

/* Holding. */

// After the back button, reload to show the current holds.
addEventListener("pageshow", (event) => event.persisted && location.reload());

function newKey() {
  return crypto.randomUUID?.() ?? [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
}

function holdChosen() {
  if (selection.size) hold({ seats: selection.labels }, $("hold"));
}

function holdBest(event) {
  event.preventDefault();
  const priceLevel = $("best-level").value;
  const bestAvailable = { count: Number($("best-count").value), ...(priceLevel && { priceLevel }) };
  hold({ bestAvailable }, event.target.querySelector("button"));
}

// Retries with one idempotency key until it is answered, so nothing is held twice.
async function hold(wish, button) {
  if (holding) return;
  holding = true;
  clearNotice();
  button.setAttribute("aria-busy", "true");
  const body = { performanceId: Number(performanceId), ...wish };
  const idempotencyKey = newKey();
  try {
    const held = await insist(
      () => call("POST", "/api/v1/holds", { body, queueToken, idempotencyKey }),
      { onSilence: () => notice(words.retrying, [], [], "warning") },
    );
    selection.forget();
    await goTo(checkout + held.holdId);
    return;
  } catch (error) {
    holding = false;
    clearNotice();
    refused(error);
  }
  button.removeAttribute("aria-busy");
  delete $("best").dataset.sent;
}

function refused(error) {
  if (!(error instanceof Refusal) || isPassing(error)) {
    notice(words.failed);
  } else if (error.code === "seat-taken") {
    const gone = error.problem.takenSeats.map((label) => house.index.get(label)).filter((i) => i !== undefined);
    for (const i of gone) {
      // They are taken, even if the stream has not reported it yet.
      if (house.set(house.seats[i].seat, "HELD") >= 0) {
        map.touch(i);
        list.update(i);
      }
    }
    showLeft();
    lost(gone);
  } else if (isSessionOver(error)) {
    goTo(signInAddress());
  } else if (error.status === 403 || error.status === 401) {
    state("over", error.code);
  } else {
    notice(error.problem.detail ?? words.failed);
  }
  // Seats that others took during the request.
  const gone = [...selection.chosen].filter((i) => !house.isFree(i));
  if (gone.length) lost(gone);
}

/* Showing. */

function showChoice() {
  // In the order of the house.
  const chosen = [...selection.chosen].sort((a, b) => a - b);
  $("count").textContent = chosen.length === 0 ? words.none : chosen.length === 1 ? words.one : say(words.many, chosen.length);
  $("total").textContent = chosen.length ? price(selection.total) : "";
  $("hold").disabled = !chosen.length || main.dataset.live === "over";
  $("chosen").replaceChildren(...chosen.map(chip));
}

function chip(i) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  const sign = document.createElement("span");
  const level = levels[house.level[i]];
  sign.className = `level level--${level.style}`;
  sign.textContent = level.letter;
  sign.setAttribute("aria-hidden", "true");
  button.type = "button";
  button.className = "chip num";
  button.setAttribute("aria-label", say(words.remove, nameOf(i)));
  button.append(sign, nameOf(i), Object.assign(document.createElement("span"), { className: "chip__x", textContent: "×", ariaHidden: "true" }));
  button.addEventListener("click", () => {
    selection.toggle(i);
    ($("chosen").querySelector("button") ?? $("canvas")).focus({ preventScroll: true });
  });
  item.append(button);
  return item;
}

// Hides own holds whose seats are no longer held.
function showOwn() {
  for (const seat of ownLines) {
    if (!house.own.has(house.index.get(seat.dataset.own))) seat.closest("li").hidden = true;
  }
}

function tellLimit() {
  toast(words.limit);
}

let leftTimer;

function leftLater() {
  leftTimer ??= setTimeout(showLeft, 250);
}

function showLeft() {
  clearTimeout(leftTimer);
  leftTimer = undefined;
  levels.forEach((level, index) => {
    const left = house.freeOfLevel[index];
    level.button.querySelector(".legend__left").textContent = say(words.left, left.toLocaleString());
    level.button.classList.toggle("legend__one--gone", left === 0);
  });
}

function describe(i) {
  const seat = house.seats[i];
  if (house.own.has(i)) return `${nameOf(i)} · ${words.own}`;
  if (selection.has(i)) return `${nameOf(i)} · ${words.picked}`;
  return house.isFree(i) ? `${nameOf(i)} · ${isolated(seat.priceLevel)} · ${price(seat.amountMinor)}` : `${nameOf(i)} · ${words.taken}`;
}

function showTip(over) {
  const tip = $("tip");
  tip.hidden = !over;
  if (!over) return;
  tip.textContent = describe(over.i);
  tip.style.setProperty("inset-inline-start", `${Math.min(over.x + 14, $("map").clientWidth - 220)}px`);
  tip.style.setProperty("inset-block-start", `${Math.max(4, over.y - 36)}px`);
}

function notice(text, more = [], actions = [], kind = "danger") {
  const box = document.createElement("div");
  box.className = `notice notice--${kind}`;
  box.append(paragraph(text, "notice__title"), ...(more ?? []).filter(Boolean).map((line) => paragraph(line)));
  if (actions.length) {
    const row = document.createElement("p");
    row.className = "actions";
    for (const action of actions) {
      const link = document.createElement(action.href ? "a" : "button");
      link.className = "button";
      link.textContent = action.text;
      if (action.href) link.href = action.href;
      else {
        link.type = "button";
        link.addEventListener("click", action.act);
      }
      row.append(link);
    }
    box.append(row);
  }
  $("notice").replaceChildren(box);
}

function paragraph(text, className = "") {
  return Object.assign(document.createElement("p"), { textContent: text, className });
}

function clearNotice() {
  $("notice").replaceChildren();
}

start().catch((error) => {
  if (error instanceof Refusal && (error.status === 401 || error.status === 403)) {
    location.replace(isSessionOver(error) ? signInAddress() : line);
    return;
  }
  // The list is already on the page, and works as a form.
  show("list");
  notice(words.failed);
});
