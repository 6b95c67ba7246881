// The choice of a venue's plan, and the price levels that it names.

import { call } from "./call.js";
import { el } from "./dom.js";

const NEWEST = 500;
const versions = new Map();

/** Fills a select with the newest version of each venue; the value is what the API calls `venueVersion`. */
export async function fillPlans(select) {
  let after = 0;
  const byVenue = new Map();
  do {
    const page = await call("GET", `/api/v1/operator/venues?after=${after}&limit=${NEWEST}`);
    page.versions.forEach((version) => byVenue.set(version.venueId, version));
    after = page.nextAfter;
  } while (after);
  byVenue.forEach((version) => {
    versions.set(String(version.venueVersion), version);
    select.append(el("option", { value: version.venueVersion }, `${version.name} (${version.places})`));
  });
}

/** The names of the price levels of a plan, in its order. */
export async function levelsOf(venueVersion) {
  const version = versions.get(String(venueVersion));
  const plan = await call("GET", `/api/v1/operator/venues/${version.venueId}/versions/${version.version}`);
  const names = new Set();
  (plan.sections ?? []).forEach((section) =>
    (section.rows ?? []).forEach((row) => (row.seats ?? []).forEach((seat) => names.add(seat.priceLevel))));
  (plan.areas ?? []).forEach((area) => names.add(area.priceLevel));
  return [...names];
}
