// Labels of seats as operators type them: `A-1 A-2`, `A-1..A-10`, or with commas if a label has a blank in it.

const RANGE = /^(.*?)(\d{1,5})\.\.(.*?)(\d{1,5})$/;

/** The labels, each once. A range counts up the number at the end of its labels; what is no range is a label. */
export function labelsOf(text, max) {
  const labels = new Set();
  for (const word of text.split(/[,\n]/.test(text) ? /[,\n]/ : /\s+/)) {
    const label = word.trim();
    if (label) addRange(labels, label, max);
    if (labels.size > max) break;
  }
  return [...labels];
}

function addRange(labels, label, max) {
  const [, prefix, from, again, to] = RANGE.exec(label) ?? [];
  if (prefix === undefined || (again && again !== prefix) || Number(from) > Number(to)) {
    labels.add(label);
    return;
  }
  for (let number = Number(from); number <= Number(to) && labels.size <= max; number += 1) {
    labels.add(prefix + (from.startsWith("0") ? String(number).padStart(from.length, "0") : number));
  }
}
