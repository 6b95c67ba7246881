// Solves the proof of work on the page, then enables its form: finds the number for which the hash of salt and number
// is the challenge. Works in slices, so that the page stays responsive.
import { announce } from "./announce.js";
import { words } from "./words.js";

const SLICE = 2000;

const hex = (buffer) => [...new Uint8Array(buffer)].map((b) => b.toString(16).padStart(2, "0")).join("");

/** Returns the proof as a payload to send, or null if no number fits. */
export async function solve({ algorithm, challenge, maxnumber, salt, signature }) {
  const text = new TextEncoder();
  for (let from = 0; from <= maxnumber; from += SLICE) {
    const numbers = Array.from({ length: Math.min(SLICE, maxnumber - from + 1) }, (_, i) => from + i);
    const hashes = await Promise.all(numbers.map((n) => crypto.subtle.digest(algorithm, text.encode(salt + n))));
    const found = hashes.findIndex((hash) => hex(hash) === challenge);
    if (found >= 0) {
      return btoa(JSON.stringify({ algorithm, challenge, number: numbers[found], salt, signature }));
    }
  }
  return null;
}

function tell(text) {
  box.textContent = text;
  announce(text);
}

const box = document.getElementById("challenge");
if (box) {
  const { algorithm, challenge, salt, max, signature } = box.dataset;
  const button = box.closest("form").querySelector("[type=submit]");
  tell(words.working);
  button.disabled = true;
  const proof = await solve({ algorithm, challenge, maxnumber: Number(max), salt, signature });
  box.closest("form").elements.proof.value = proof ?? "";
  tell(words.ready);
  button.disabled = false;
  button.focus();
}
