// Imports a plan from a file: our JSON, pretix' JSON, or a table. The server takes all of it or nothing.

import { call } from "../call.js";

const BYTES_MAX = 16 * 1024 * 1024;

// A line of a table that names the venue.
const NAMED = /(?:^|[,;\t])"?venue"?(?:[,;\t]|$)/im;

/** Where the text is no JSON: `{ line, column }`. */
function spotOf(text, error) {
  const told = /line (\d+) column (\d+)/.exec(error.message);
  if (told) return { line: Number(told[1]), column: Number(told[2]) };
  const at = Number(/position (\d+)/.exec(error.message)?.[1] ?? text.length);
  const before = text.slice(0, at).split("\n");
  return { line: before.length, column: before.at(-1).length + 1 };
}

/** What the file is, by its content: `{ type, query }`, or `{ spot }` where it is faulty. */
function kindOf(text) {
  if (!text.trimStart().startsWith("{")) return { type: "text/csv", query: "" };
  try {
    const pretix = Array.isArray(JSON.parse(text).zones);
    return { type: "application/json", query: pretix ? "?format=pretix" : "" };
  } catch (error) {
    return { spot: spotOf(text, error) };
  }
}

/** The file's name without its ending, for tables that name no venue. */
function nameOf({ name }) {
  return name.replace(/\.[^.]*$/, "").slice(0, 200) || name.slice(0, 200);
}

/**
 * Imports a file as a new venue, or as the next version of one.
 *
 * @returns {Promise<{ version?: object, spot?: object, tooLarge?: boolean }>}
 */
export async function importPlan(file, venueId) {
  if (file.size > BYTES_MAX) return { tooLarge: true };
  const text = await file.text();
  const { type, query, spot } = kindOf(text);
  if (spot) return { spot };
  const path = `/api/v1/operator/venues${venueId ? `/${venueId}/versions` : ""}`;
  const named = type === "text/csv" && !venueId && !NAMED.test(text) ? `?name=${encodeURIComponent(nameOf(file))}` : query;
  return { version: await call("POST", path + named, new Blob([file], { type })) };
}
