// What lies at the corners of the map: floors, marks of special seats, the section in view, the size of the party.

import { announce } from "../announce.js";
import { sectionName, fill, words } from "../words.js";
import { MARKS, markImage } from "./map/marks.js";

const by = (id) => document.getElementById(id);
const WHERE_AFTER_MS = 120;

/** How many seats one click chooses. */
export const partySize = () => Number(by("party").value);

export function showCorners(house, map) {
  by("schematic").hidden = !house.plan.isSchematic;
  by("party").closest("label").hidden = !house.count;
  showFloors(house, map);
  showMarks(house);
  let timer;
  map.addEventListener("moved", () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      showWhere(map.section);
      by("schematic").hidden = !house.plan.isSchematic || !map.isFitted;
    }, WHERE_AFTER_MS);
  });
}

function showFloors(house, map) {
  const { floors } = house.plan;
  if (floors.length < 2) return;
  const buttons = floors.map((floor, i) => {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "segments__one", textContent: floor });
    button.dir = "auto";
    button.addEventListener("click", () => {
      map.changeFloor(i);
      announce(floor);
    });
    return button;
  });
  const press = (floor) => buttons.forEach((button, i) => button.setAttribute("aria-pressed", String(i === floor)));
  map.addEventListener("floor", (event) => press(event.detail));
  press(house.floor);
  by("floors").append(...buttons);
  by("floors").hidden = false;
}

// The key to the marks that this house has.
function showMarks(house) {
  const known = new Set(house.seats.flatMap((seat) => seat.attributes ?? []));
  const marks = Object.keys(MARKS).filter((attribute) => known.has(attribute));
  by("marks").replaceChildren(...marks.map((attribute) => {
    const line = document.createElement("li");
    line.append(markImage(attribute), words.attributes[attribute]);
    return line;
  }));
  by("marks").hidden = !marks.length;
}

function showWhere(section) {
  const parts = section?.section ? [sectionName(section.section)] : [];
  if (parts.length && section.gate) parts.push(fill(words.gate, section.gate));
  by("where").textContent = parts.join(" · ");
  by("where").hidden = !parts.length;
}
