// What the forms of concerts have in common: fields that are read and filled by the names that the API gives them.

import { faultAt } from "./problem.js";
import { isZone, toInstant } from "./zone-time.js";

export const words = JSON.parse(document.getElementById("words").textContent);

const LANGUAGES = ["ko", "en"];
const TEXTS = ["title", "artists", "description", "notices", "terms"];

/** Thrown after a fault was shown at its field. */
export class Fault extends Error {}

function refuse(field, text) {
  faultAt(field, text);
  field.focus();
  throw new Fault(text);
}

const field = (form, name) => form.elements.namedItem(name);

export const textOf = (form, name) => field(form, name).value.trim() || undefined;

/** A whole number, or undefined if there is none. */
export function numberOf(form, name) {
  const text = textOf(form, name);
  if (text === undefined) return undefined;
  if (!/^\d{1,6}$/.test(text)) refuse(field(form, name), words.number);
  return Number(text);
}

/** The instant of a field of the venue's wall clock. */
export function timeOf(input, zone, { required = false } = {}) {
  if (!input.value) {
    if (required || input.validity.badInput) refuse(input, words.time);
    return undefined;
  }
  return toInstant(input.value, zone) ?? refuse(input, words.noTime);
}

export function zoneOf(form) {
  const zone = textOf(form, "timeZone");
  return isZone(zone) ? zone : refuse(field(form, "timeZone"), words.zone);
}

/** Texts of both languages; at least one has a title. */
export function textsOf(form) {
  const texts = {};
  for (const language of LANGUAGES) {
    const written = TEXTS.map((name) => [name, textOf(form, `texts.${language}.${name}`)]).filter(([, text]) => text);
    if (written.length) texts[language] = Object.fromEntries(written);
  }
  if (!LANGUAGES.some((language) => texts[language]?.title)) refuse(field(form, "texts.ko.title"), words.title);
  return texts;
}

export const titleOf = (texts) => texts.ko?.title ?? texts.en.title;

export function fillTexts(form, concert) {
  for (const language of LANGUAGES) {
    for (const name of TEXTS) field(form, `texts.${language}.${name}`).value = concert.texts[language]?.[name] ?? "";
  }
  if (!LANGUAGES.some((language) => concert.texts[language]?.title)) field(form, "texts.ko.title").value = concert.title;
}

/** An amount as people type it, such as 110,000 or 12.50, in minor units. */
export function amountOf(input, currency) {
  const decimals = words.decimals[currency] ?? 0;
  const text = input.value.replace(/[\s,]/g, "");
  if (!new RegExp(decimals ? `^\\d{1,12}(\\.\\d{1,${decimals}})?$` : "^\\d{1,12}$").test(text)) refuse(input, words.amount);
  const [whole, part = ""] = text.split(".");
  return Number(whole + part.padEnd(decimals, "0"));
}

/** The other way round. */
export function shownAmount(minor, currency) {
  const decimals = words.decimals[currency] ?? 0;
  const digits = String(minor).padStart(decimals + 1, "0");
  return decimals ? `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}` : digits;
}
