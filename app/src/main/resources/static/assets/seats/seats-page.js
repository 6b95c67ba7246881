// Wires the seat page: loads plan and seats, follows changes, holds the chosen seats.

import { call, insist, isPassing, isSessionOver, Refusal, signInAddress } from "../site.js";
import { toast } from "../toast.js";
import { fill, words } from "../words.js";
import { AreaChoice } from "./area-choice.js";
import { ChoiceBar } from "./choice-bar.js";
import { Holding } from "./holding.js";
import { House } from "./house.js";
import { Legend } from "./legend.js";
import { ListView } from "./list-view.js";
import { eventId, LiveSeats } from "./live-seats.js";
import { Losses } from "./losses.js";
import { showCorners } from "./map-corners.js";
import { SeatMap } from "./map/seat-map.js";
import { notice } from "./notice.js";
import { over } from "./over.js";
import { Pointing } from "./pointing.js";
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
let areas;
let losses;

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
  map = new SeatMap($("canvas"), $("minimap"), house, selection);
  list = new ListView($("list"), house, selection, tellLimit);
  areas = new AreaChoice(house, selection, seatWords, tellLimit);
  bar = new ChoiceBar(house, selection, seatWords, (area) => areas.open(area));
  losses = new Losses(house, selection, seatWords, { lost: showLost, taken: showTaken });
  new Pointing(map, house, selection, seatWords, tellLimit);
  showCorners(house, map);
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
  selection.addEventListener("change", () => house.areas.length && map.touchArea());
  map.addEventListener("area", (event) => areas.open(event.detail));
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
  followBar();
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

// Toasts, and whatever gets the focus, stay above the bar.
function followBar() {
  const told = () => document.documentElement.style.setProperty("--bar-size", `${$("bar").offsetHeight}px`);
  new ResizeObserver(told).observe($("bar"));
}

function show(view) {
  $("map").hidden = view !== "map";
  $("list").hidden = view !== "list";
  main.dataset.view = view;
  $("show-map").setAttribute("aria-pressed", String(view === "map"));
  $("show-list").setAttribute("aria-pressed", String(view === "list"));
}

// Says which of the two it is: the most that one may have, or all that an area has.
function tellLimit(area, wanted) {
  const isFull = area !== undefined && house.areas[area].free < Math.min(wanted, selection.allows(area) + 1);
  toast(isFull ? seatWords.leftIn(area) : words.limit);
}

// Hides own holds whose seats are no longer held.
function showOwn() {
  for (const seat of ownLines) {
    if (!house.own.has(house.index.get(seat.dataset.own))) seat.closest("li").hidden = true;
  }
}

/* Messages from the server. */

function change({ seat, status, area, free }) {
  if (area !== undefined) {
    changeArea(area, free);
    return;
  }
  const i = house.set(seat, status);
  if (i < 0) return;
  map.touch(i);
  list.update(i);
  showOwn();
  legend.showLeftLater();
  losses.changed(i);
  // While a hold is in progress, its answer says which seats were lost.
  if (!house.isFree(i) && selection.has(i) && !holding.isRunning) losses.add([i]);
}

function changeArea(name, free) {
  const i = house.setArea(name, free);
  if (i < 0) return;
  map.touchArea();
  list.updateArea(i);
  areas.refresh(i);
  legend.showLeftLater();
  if (!holding.isRunning) fitPlaces(i);
}

/** Lowers the choice in an area to what is left, and says so. */
function fitPlaces(i) {
  const { area, free } = house.areas[i];
  if (free >= selection.placesIn(i)) return;
  selection.setPlaces(i, free);
  notice(fill(words.areaLost, area, free), { kind: "warning", onClose() {} });
}

function snapshot(seats) {
  const gone = [];
  for (const seat of seats.seats) {
    const i = house.set(seat.seat, seat.status);
    if (i >= 0 && !house.isFree(i) && selection.has(i)) gone.push(i);
    if (i >= 0) losses.changed(i);
  }
  for (const { area, free } of seats.areas ?? []) changeArea(area, free);
  map.renew();
  list.updateAll();
  showOwn();
  legend.showLeft();
  if (gone.length && !holding.isRunning) losses.add(gone);
}

let wasLost = false;

function state(name, why) {
  main.dataset.live = name;
  if (name === "over") {
    over(why);
    close();
  } else if (name === "lost" && !wasLost) {
    wasLost = true;
    toast(words.offline, 8000);
  } else if (name === "live" && wasLost) {
    wasLost = false;
    toast(words.online);
  }
}

document.addEventListener("shopover", () => bar && state("over", "admission-over"));

// The turn is over: nothing can be chosen any more.
function close() {
  bar.close();
  $("area").close();
  main.classList.add("is-over");
  $("bar").inert = true;
}

/* 이선좌: another fan was faster. */

function showLost(seats) {
  if (!roomy.matches) $("best-fold").open = false;
  map.flash(seats);
  navigator.vibrate?.(60);
}

function showTaken(seats) {
  if (seats.length && main.dataset.view === "map") map.show(seats[0]);
  $("hold").focus();
}

/* Holding. */

// After the back button, reload to show the current holds.
addEventListener("pageshow", (event) => event.persisted && location.reload());

function holdChosen() {
  if (!selection.size) return;
  losses.forget();
  const { labels, areas } = selection;
  holding.hold({ ...(labels.length && { seats: labels }), ...(areas.length && { areas }) }, $("hold"));
}

function holdBest(event) {
  event.preventDefault();
  losses.forget();
  const priceLevel = $("best-level").value;
  const bestAvailable = { count: Number($("best-count").value), ...(priceLevel && { priceLevel }) };
  holding.hold({ bestAvailable }, event.target.querySelector("button"));
}

function refused(error) {
  if (!(error instanceof Refusal) || isPassing(error)) {
    tell(words.failed);
  } else if (error.code === "seat-taken") {
    taken(error.problem);
  } else if (isSessionOver(error)) {
    holding.holdAfterSignIn(house.areas.map(({ area }) => area));
  } else if (error.status === 403 || error.status === 401) {
    state("over", error.code);
  } else if (error.code === "area-full") {
    full(error.problem);
  } else {
    tell(error.problem.detail ?? words.failed);
  }
  // Seats and places that others took during the request.
  house.areas.forEach((_, i) => fitPlaces(i));
  const gone = [...selection.chosen].filter((i) => !house.isFree(i));
  if (gone.length) losses.add(gone);
}

// Told once: by the change of the choice, if it changes.
function full({ area, left, detail }) {
  const before = selection.size;
  changeArea(area, left);
  house.areas.forEach((_, i) => fitPlaces(i));
  if (selection.size === before) tell(detail ?? words.failed);
}

function tell(text) {
  notice(text, { onClose: () => losses.forget() });
}

function taken({ takenSeats = [], detail }) {
  const seats = takenSeats.map((label) => house.index.get(label)).filter((i) => i !== undefined);
  for (const i of seats) {
    // Somebody has them, whether or not the stream has said so yet.
    if (house.set(house.seats[i].seat, "HELD") >= 0) {
      map.touch(i);
      list.update(i);
    }
  }
  legend.showLeft();
  if (seats.length) losses.add(seats);
  else tell(detail ?? words.failed);
}

start().catch((error) => {
  if (error instanceof Refusal && (error.status === 401 || error.status === 403)) {
    location.replace(isSessionOver(error) ? signInAddress() : sale.line);
    return;
  }
  console.error(error);
  // The list is already on the page, and works as a form.
  show("list");
  notice(words.failed);
});
