// Names of rows and numbers of seats by the schemes of real houses.

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const TRIES_MAX = 100_000;

/** `"13, 14 I"` as a list. */
export function readList(text) {
  return text.split(/[\s,;]+/).filter((part) => part);
}

/**
 * Numbers of seats from left to right.
 *
 * @param {{ start: number, step: "all"|"odd"|"even", skip: string[], fromRight: boolean }} scheme
 */
export function seatNumbers(count, { start = 1, step = "all", skip = [], fromRight = false }) {
  const by = step === "all" ? 1 : 2;
  let number = start;
  if ((step === "odd" && number % 2 === 0) || (step === "even" && number % 2 !== 0)) number += 1;
  const numbers = [];
  for (let tries = 0; numbers.length < count && tries < TRIES_MAX; tries += 1, number += by) {
    if (!skip.includes(String(number))) numbers.push(String(number));
  }
  return fromRight ? numbers.reverse() : numbers;
}

/** `A` for 1, `Z` for 26, `AA` for 27. */
export function letters(number) {
  let text = "";
  for (let rest = number; rest > 0; rest = Math.floor((rest - 1) / 26)) text = LETTERS[(rest - 1) % 26] + text;
  return text;
}

function letterNumber(text) {
  return [...text].reduce((sum, letter) => sum * 26 + LETTERS.indexOf(letter) + 1, 0);
}

/**
 * Names of rows from the front: numbers or letters, as the first one is. A name with a letter to be skipped is left
 * out.
 *
 * @param {{ start: string, skip: string[] }} scheme
 */
export function rowNames(count, { start = "1", skip = [] }) {
  const first = start.trim().toUpperCase();
  const lettered = /^[A-Z]{1,2}$/.test(first);
  if (!lettered && !/^\d{1,6}$/.test(first)) return Array.from({ length: count }, (_, i) => (i ? `${start}${i + 1}` : start));
  const unwanted = skip.map((one) => one.toUpperCase());
  const isSkipped = (name) => unwanted.includes(name) || (lettered && [...name].some((letter) => unwanted.includes(letter)));
  const names = [];
  let number = lettered ? letterNumber(first) : Number(first);
  for (let tries = 0; names.length < count && tries < TRIES_MAX; tries += 1, number += 1) {
    const name = lettered ? letters(number) : String(number);
    if (!isSkipped(name)) names.push(name);
  }
  return names;
}

/** The next name in a series: `B` after `A`, `Block 3` after `Block 2`. */
export function nextName(name) {
  const number = /^(.*?)(\d{1,6})$/.exec(name);
  if (number) return number[1] + (Number(number[2]) + 1);
  return /^[A-Z]{1,2}$/.test(name) ? letters(letterNumber(name) + 1) : `${name} 2`;
}
