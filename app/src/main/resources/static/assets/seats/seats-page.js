// Wires the seat page: loads plan and seats, follows changes, holds the chosen seats.

import { announce } from "../announce.js";
import { call, insist, isPassing, isSessionOver, Refusal, signInAddress } from "../site.js";
import { toast } from "../toast.js";
import { fill, words } from "../words.js";
import { ChoiceBar } from "./choice-bar.js";
import { Holding } from "./holding.js";
import { House } from "./house.js";
import { Legend } from "./legend.js";
import { ListView } from "./list-view.js";
import { eventId, LiveSeats } from "./live-seats.js";
import { SeatMap } from "./map/seat-map.js";
import { clearNotice, notice } from "./notice.js";
import { over } from "./over.js";
import { sale } from "./sale.js";
import { SeatWords } from "./seat-words.js";
import { Selection } from "./selection.js";

const main = document.getElementById("main");
const $ = (id) => document.getElementById(id);
const ownLines = [...document.querySelectorAll("[data-own]")];
const legend = new Legend();
const holding = new Holding({ held: () => selection.forget(), refused });

let house;
let selection;
let seatWords;
let map;
let list;
let bar;

const firstView = new URLSearchParams(location.search).has("part") ? "list" : "map";

async function start() {
  show(firstView);
  let listId;
  const onHeaders = (headers) => (listId = eventId(headers));
  const [plan, seats] = await Promise.all([
    insist(() => call("GET", sale.planAddress)),
    insist(() => call("GET", sale.seatsAddress, { queueToken: sale.queueToken, onHeaders })),
  ]);
  house = new House(plan, seats, legend.levels, ownLines.map((line) => line.dataset.own));
  selection = new Selection(house, sale.seatsMax, sale.performanceId);
  seatWords = new SeatWords(house, selection);
  map = new SeatMap($("canvas"), house, selection);
  list = new ListView($("list"), house, selection, tellLimit);
  bar = new ChoiceBar(house, selection, seatWords);
  $("views").hidden = false;
  $("bar").hidden = false;
  $("loading").remove();
  foldBest();
  wire();
  legend.start(house);
  showOwn();
  main.dataset.ready = "yes";
  performance.mark("seats-ready");
  new LiveSeats(sale.seatsAddress, sale.queueToken, listId ?? seats.version, { change, snapshot, state });
}

function wire() {
  selection.addEventListener("change", (event) => event.detail.forEach((i) => map.touch(i)));
  map.addEventListener("seat", (event) => choose(event.detail));
  map.addEventListener("hover", (event) => showTip(event.detail));
  map.addEventListener("point", (event) => announce(seatWords.describe(event.detail)));
  legend.addEventListener("hide", ({ detail: { index, hidden } }) => {
    map.hide(index, hidden);
    list.hide(index + 1, hidden);
  });
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

function choose(i) {
  if (!house.isFree(i) && !selection.has(i)) return;
  if (!selection.toggle(i)) tellLimit();
}

function tellLimit() {
  toast(words.limit);
}

function showTip(over) {
  const tip = $("tip");
  tip.hidden = !over;
  if (!over) return;
  tip.textContent = seatWords.describe(over.i);
  tip.style.setProperty("inset-inline-start", `${Math.min(over.x + 14, $("map").clientWidth - 220)}px`);
  tip.style.setProperty("inset-block-start", `${Math.max(4, over.y - 36)}px`);
}

// Hides own holds whose seats are no longer held.
function showOwn() {
  for (const seat of ownLines) {
    if (!house.own.has(house.index.get(seat.dataset.own))) seat.closest("li").hidden = true;
  }
}

/* Messages from the server. */

function change(label, status) {
  const i = house.set(label, status);
  if (i < 0) return;
  map.touch(i);
  list.update(i);
  showOwn();
  legend.showLeftLater();
  // While a hold is in progress, its answer says which seats were lost.
  if (!house.isFree(i) && selection.has(i) && !holding.isRunning) lost([i]);
}

function snapshot(seats) {
  const gone = [];
  for (const seat of seats.seats) {
    const i = house.set(seat.seat, seat.status);
    if (i >= 0 && !house.isFree(i) && selection.has(i)) gone.push(i);
  }
  map.renew();
  list.updateAll();
  showOwn();
  legend.showLeft();
  if (gone.length && !holding.isRunning) lost(gone);
}

let wasLost = false;

function state(name, why) {
  main.dataset.live = name;
  if (name === "over") {
    over(why);
    bar.close();
  } else if (name === "lost" && !wasLost) {
    wasLost = true;
    toast(words.offline, 8000);
  } else if (name === "live" && wasLost) {
    wasLost = false;
    toast(words.online);
  }
}

document.addEventListener("shopover", () => bar && state("over", "admission-over"));

/* 이선좌: another fan was faster. */

function lost(seats) {
  const gone = selection.lose(seats);
  if (!gone.length) return;
  if (!roomy.matches) $("best-fold").open = false;
  map.flash(gone);
  navigator.vibrate?.(60);
  // Near both the lost seats and the ones still chosen.
  const near = house.near([...gone, ...selection.chosen], house.level[gone[0]], gone.length, (i) => selection.has(i));
  const more = [];
  if (selection.size) more.push(words.kept);
  if (!near.length) more.push(words.noNear);
  const names = near.map((i) => seatWords.nameOf(i)).join(" · ");
  const actions = near.length ? [{ text: fill(words.swap, names), act: () => take(near) }] : [];
  notice(words.lost, { more, actions });
}

function take(seats) {
  clearNotice();
  selection.take(seats);
  if (seats.length && main.dataset.view === "map") map.show(seats[0]);
  $("hold").focus();
}

/* Holding. */

// After the back button, reload to show the current holds.
addEventListener("pageshow", (event) => event.persisted && location.reload());

function holdChosen() {
  if (selection.size) holding.hold({ seats: selection.labels }, $("hold"));
}

function holdBest(event) {
  event.preventDefault();
  const priceLevel = $("best-level").value;
  const bestAvailable = { count: Number($("best-count").value), ...(priceLevel && { priceLevel }) };
  holding.hold({ bestAvailable }, event.target.querySelector("button"));
}

function refused(error) {
  if (!(error instanceof Refusal) || isPassing(error)) {
    notice(words.failed);
  } else if (error.code === "seat-taken") {
    taken(error.problem.takenSeats.map((label) => house.index.get(label)).filter((i) => i !== undefined));
  } else if (isSessionOver(error)) {
    holding.holdAfterSignIn();
  } else if (error.status === 403 || error.status === 401) {
    state("over", error.code);
  } else {
    notice(error.problem.detail ?? words.failed);
  }
  // Seats that others took during the request.
  const gone = [...selection.chosen].filter((i) => !house.isFree(i));
  if (gone.length) lost(gone);
}

function taken(seats) {
  for (const i of seats) {
    // Somebody has them, whether or not the stream has said so yet.
    if (house.set(house.seats[i].seat, "HELD") >= 0) {
      map.touch(i);
      list.update(i);
    }
  }
  legend.showLeft();
  lost(seats);
}

start().catch((error) => {
  if (error instanceof Refusal && (error.status === 401 || error.status === 403)) {
    location.replace(isSessionOver(error) ? signInAddress() : sale.line);
    return;
  }
  // The list is already on the page, and works as a form.
  show("list");
  notice(words.failed);
});
