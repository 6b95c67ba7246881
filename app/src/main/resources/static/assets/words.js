// The texts of a page's scripts in the reader's language, from the JSON block that the page's template renders.

export const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");

/** Replaces `{0}`, `{1}` and so on by the values. */
export function fill(text, ...values) {
  return text.replace(/\{(\d)\}/g, (_, i) => values[i]);
}
