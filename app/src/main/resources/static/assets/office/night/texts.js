// How the page of a night writes numbers, money and times.

import { fill, words } from "../../words.js";

export { fill, words };

const lang = document.documentElement.lang;
const numbers = new Intl.NumberFormat(lang, { maximumFractionDigits: 1 });
const amounts = new Intl.NumberFormat(lang, { minimumFractionDigits: words.decimals, maximumFractionDigits: words.decimals });
const clock = new Intl.DateTimeFormat(lang, { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: words.zone });
const exact = new Intl.DateTimeFormat(lang, {
  hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false, timeZone: words.zone,
});

/** A number, or a dash if there is none. */
export const number = (value) => (value === null || value === undefined ? words.none : numbers.format(value));

/** An amount in minor units of the concert's currency. */
export const money = (minor) => minor === null ? words.none : words.money.replace("{0}", amounts.format(minor / 10 ** words.decimals));

/** `20:15` at the venue, for seconds since 1970. */
export const time = (seconds) => clock.format(seconds * 1000);

/** `20:15:07` at the venue. */
export const moment = (instant) => exact.format(new Date(instant));
