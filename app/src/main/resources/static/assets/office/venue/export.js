// Saves a version of a plan as a file.

export const FORMATS = {
  JSON: { query: "", accept: "application/json", ending: "json" },
  CSV: { query: "", accept: "text/csv", ending: "csv" },
  pretix: { query: "?format=pretix", accept: "application/json", ending: "pretix.json" },
};

export async function exportPlan({ venueId, version }, format) {
  const { query, accept, ending } = FORMATS[format];
  const path = `/api/v1/operator/venues/${venueId}/versions/${version}${query}`;
  const answer = await fetch(path, { headers: { Accept: accept }, credentials: "same-origin", cache: "no-store" });
  if (!answer.ok) throw new TypeError(`${path} is answered ${answer.status}`);
  const address = URL.createObjectURL(await answer.blob());
  const link = Object.assign(document.createElement("a"), { href: address, download: `venue-${venueId}-${version}.${ending}` });
  link.click();
  URL.revokeObjectURL(address);
}
