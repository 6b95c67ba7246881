// What can be done with what is selected.

import { changeSeats, changeSectionOf, markSeats, move, numberSeats, remove } from "./edits.js";
import { turned } from "./shapes.js";
import { seatNumbers } from "./numbering.js";

function middle(editor) {
  const bounds = editor.bounds(editor.selected);
  return bounds && [(bounds.left + bounds.right) / 2, (bounds.top + bounds.bottom) / 2];
}

export function turn(editor, degrees) {
  const at = middle(editor);
  if (at && degrees) editor.edit("turned", move(editor.plan, editor.selected, turned(at, degrees), degrees), { values: [degrees] });
}

/** Mirrors left and right, or front and back. */
export function mirror(editor, across) {
  const at = middle(editor);
  if (!at) return;
  const to = across === "sides" ? (x, y) => [2 * at[0] - x, y] : (x, y) => [x, 2 * at[1] - y];
  editor.edit("mirrored", move(editor.plan, editor.selected, to));
}

export function removeSelected(editor) {
  const { size } = editor.selected;
  if (size) editor.edit("removed", remove(editor.plan, editor.selected), { select: [], cost: size, values: [size] });
}

/** Gives seats, and areas among what has these ids, a price level. */
export function paintLevel(editor, ids, level) {
  const seats = changeSeats(editor.plan, ids, (seat) => (seat.priceLevel === level ? seat : { ...seat, priceLevel: level }));
  const areas = seats.areas.map((area) => (ids.has(area.id) ? { ...area, priceLevel: level } : area));
  editor.edit("painted", { ...seats, areas }, { cost: ids.size, values: [ids.size, level] });
}

export function mark(editor, ids, attribute, has) {
  editor.edit(has ? "marked" : "unmarked", markSeats(editor.plan, ids, attribute, has), { cost: ids.size, values: [ids.size] });
}

export function renumber(editor, scheme) {
  if (!editor.selectedSeats.length) return;
  editor.edit("numbered", numberSeats(editor.plan, editor.selected, (count) => seatNumbers(count, scheme)));
}

export function putIntoSection(editor, name) {
  if (editor.selectedSeats.length && name) {
    editor.edit("sectioned", changeSectionOf(editor.plan, editor.selected, name), { values: [name] });
  }
}
