// The knobs of the night. Each asks for a reason, which is its confirmation as well, and shows how the room stands then.

import { toast } from "../../toast.js";
import { call } from "../call.js";
import { attempt } from "../problem.js";
import { askReason } from "../reason.js";
import { fill, number, words } from "./texts.js";

const main = document.getElementById("main");
const path = `/api/v1/operator/concerts/${main.dataset.concert}/waiting-room`;
const by = (id) => document.getElementById(id);

/** A field that is being changed keeps what the operator typed. */
const touched = new Set();

async function steer(change, question, form) {
  const reason = await askReason(question);
  if (reason === null) return;
  await attempt(async () => {
    const room = await call("PATCH", path, change, { reason });
    touched.clear();
    showRoom(room);
    toast(words.done);
  }, form);
}

const buttons = {
  open: { phase: "OPEN" },
  pause: { phase: "PAUSED" },
  resume: { phase: "OPEN" },
  close: { phase: "CLOSED" },
  incident: { phase: "PAUSED", freezeHolds: true, message: words.incidentMessage },
  "incident-over": { phase: "OPEN", freezeHolds: false, message: "" },
};

function valueOf(field) {
  if (field.type === "checkbox") return field.checked;
  return field.type === "number" ? field.valueAsNumber : field.value;
}

function told(value) {
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (typeof value === "number") return number(value);
  return value || words.removed;
}

function submit(event) {
  event.preventDefault();
  const form = event.target;
  const field = form.querySelector("[name]");
  if (!form.reportValidity()) return;
  const name = form.querySelector("label").textContent;
  const shown = field.tagName === "SELECT" ? field.selectedOptions[0].textContent : told(valueOf(field));
  steer({ [field.name]: valueOf(field) }, { title: fill(words.steer, name, shown) }, form);
}

/** Begins to listen to the knobs. */
export function listen() {
  for (const [id, change] of Object.entries(buttons)) {
    by(id).addEventListener("click", () => steer(change, { title: words.asks[id], danger: id === "close" }));
  }
  main.querySelectorAll("form[data-steer]").forEach((form) => {
    form.addEventListener("submit", submit);
    form.addEventListener("input", (event) => touched.add(event.target.name));
  });
}

/** Shows how the room stands: the buttons that make sense, and the values in force. */
export function showRoom(room) {
  const { phase } = room;
  const incident = phase === "PAUSED" && room.freezeHolds;
  const shown = {
    open: phase === "SCHEDULED" || phase === "PRE_QUEUE",
    pause: phase === "OPEN",
    resume: phase === "PAUSED" && !incident,
    close: phase !== "CLOSED",
    incident: phase === "OPEN" || (phase === "PAUSED" && !incident),
    "incident-over": incident,
  };
  for (const [id, visible] of Object.entries(shown)) by(id).hidden = !visible;
  const badge = by("phase");
  badge.textContent = words.phases[phase];
  badge.className = `badge ${{ OPEN: "badge--success", PAUSED: "badge--warning" }[phase] ?? ""}`;
  main.querySelectorAll("form[data-steer] [name]").forEach((field) => {
    if (touched.has(field.name) || field === document.activeElement) return;
    const value = room[field.name];
    if (field.type === "checkbox") field.checked = value;
    else if (field.value !== String(value ?? "")) field.value = value ?? "";
  });
}
