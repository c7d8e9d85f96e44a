/** Instants as a reader says them, by the sandbox's clock. */

/** By how many milliseconds the sandbox's clock is ahead of this machine's. */
let ahead = 0;

/** Sets the time that everything here is told by. */
export function setPresent(at) {
  ahead = at - Date.now();
}

/** What time it is in the sandbox. */
export const present = () => new Date(Date.now() + ahead);

const UNITS = [
  ["year", 365.25 * 86400],
  ["month", 30.44 * 86400],
  ["week", 7 * 86400],
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];

/** Discord's styles of `<t:…>`. */
const STYLES = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
  s: { dateStyle: "short", timeStyle: "short" },
  S: { dateStyle: "short", timeStyle: "medium" },
};

/** "in 5 minutes", "2 days ago". */
export function relative(at, now = present(), locale = "en") {
  const seconds = (at - now) / 1000;
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? UNITS.at(-1);
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

export function absolute(at, style = "f", locale = "en-GB") {
  return new Intl.DateTimeFormat(locale, STYLES[style] ?? STYLES.f).format(at);
}

/** When a message was written: the time, with its day where that is another. */
export function stamp(at, now = present()) {
  const isToday = at.toDateString() === now.toDateString();
  return absolute(at, isToday ? "t" : "s");
}

/** "1.2 MB". */
export function size(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, "kB"] : [bytes / 1e6, "MB"];
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}
