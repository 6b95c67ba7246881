// The texts of a page's scripts in the reader's language, from the JSON block that the page's template renders.

export const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");

/** A section that is a letter or a number needs the word "section" beside it; a name such as "Balcony" does not. */
const LETTERED = /^(?:[\p{Script=Latin}\p{Nd}]{1,3}|\p{Script=Hangul})$/u;

/** A section in words; `shown` is its name as the place needs it, isolated for example. */
export function sectionName(section, shown = section) {
  return LETTERED.test(section.normalize("NFC")) ? fill(words.section, shown) : shown;
}

/** Replaces `{0}`, `{1}` and so on by the values. */
export function fill(text, ...values) {
  return text.replace(/\{(\d)\}/g, (_, i) => values[i]);
}
