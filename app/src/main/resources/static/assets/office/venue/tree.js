// The list beside the drawing, for those who do not see it: sections, their rows and seats, and all else. It selects, and
// what it has is made when it is opened.

import { seatIds } from "./plan.js";
import { isolated } from "../../site.js";
import { fill, words } from "../../words.js";

function pick(text, ids, tree) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "venue-pick";
  button.dir = "auto";
  button.textContent = text;
  button.picks = ids;
  button.addEventListener("click", (event) => tree.pick(ids, event.ctrlKey || event.metaKey || event.shiftKey));
  return button;
}

function item(...parts) {
  const li = document.createElement("li");
  li.append(...parts);
  return li;
}

/** A part that makes its list when it is opened for the first time. */
function branch(name, make, tree) {
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = name;
  details.append(summary);
  details.addEventListener("toggle", () => {
    if (!details.open || details.querySelector("ul")) return;
    const list = document.createElement("ul");
    list.append(...make());
    details.append(list);
    tree.mark();
  });
  return details;
}

export class Tree {
  /** `show(ids)` brings what was picked into view. */
  constructor(editor, root, show) {
    Object.assign(this, { editor, root, show });
    editor.addEventListener("plan", () => this.plant());
    editor.addEventListener("selection", () => this.mark());
    this.plant();
  }

  plant() {
    const { plan, floor } = this.editor;
    const open = new Set([...this.root.querySelectorAll("details[open]")].map(({ dataset }) => dataset.of));
    const sections = plan.sections.filter((one) => one.floor === floor).map((section) => this.section(section));
    const others = this.editor.things.map(({ kind, thing }) => item(
      pick(fill(words.tree[kind], isolated(thing.area ?? thing.gate ?? thing.text ?? "")), [thing.id], this)));
    this.root.replaceChildren(...sections, ...others);
    this.root.querySelectorAll("details").forEach((details) => {
      details.open = open.has(details.dataset.of);
    });
    this.mark();
  }

  section(section) {
    const ids = seatIds(section);
    const text = fill(words.tree.section, isolated(section.section), section.rows.length, ids.length);
    const rows = branch(fill(words.tree.rowsOf, isolated(section.section)), () => section.rows.map((row) => this.row(section, row)), this);
    rows.dataset.of = `section ${section.id}`;
    return item(pick(text, ids, this), rows);
  }

  row(section, row) {
    const ids = row.seats.map(({ id }) => id);
    const text = fill(words.tree.row, isolated(row.row), row.seats.length);
    const seats = branch(fill(words.tree.seatsOf, isolated(row.row)), () => row.seats.map((seat) => item(
      pick(fill(words.tree.seat, isolated(seat.number), isolated(seat.priceLevel)), [seat.id], this))), this);
    return item(pick(text, ids, this), seats);
  }

  pick(ids, adds) {
    if (adds) this.editor.toggle(ids);
    else this.editor.select(ids);
    this.show(this.editor.selected);
  }

  mark() {
    const { selected } = this.editor;
    for (const button of this.root.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.picks.length > 0 && button.picks.every((id) => selected.has(id))));
    }
  }
}
