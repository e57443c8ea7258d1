/** Says when a line is open, in words. Whether it is open now the server says: it knows the line's time zone. */

import { config, word } from "./words.js";

const DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const MONDAY = Date.UTC(2024, 0, 1);
const PLAIN = /^(Mo|Tu|We|Th|Fr|Sa|Su|PH|off|[\d:,;\s-])+$/;

/** "Open now", "Closed now, opens Mon 09:00", with the hours where they are plain; [] when nothing is known. */
export function opening(channel) {
  if (channel.hours === "24/7") return [word("always_open")];
  const parts = [];
  if (channel.open === true) parts.push(word("open_now"));
  if (channel.open === false) parts.push(closed(channel.opens));
  if (channel.hours && PLAIN.test(channel.hours)) parts.push(readable(channel.hours));
  return parts;
}

function closed(opens) {
  return [word("closed_now"), opens && word("opens_at", { time: moment(opens) })].filter(Boolean).join(", ");
}

/** A moment as the reader's clock has it; what is no date stays as the server wrote it. */
function moment(text) {
  const date = /^\d{4}-\d\d-\d\dT/.test(text) ? new Date(text) : null;
  if (!date || Number.isNaN(date.getTime())) return text;
  return date.toLocaleString(config.lang, { weekday: "short", hour: "2-digit", minute: "2-digit" });
}

/** OpenStreetMap hours with the reader's names of days: "Mo-Fr 09:00-17:00" as "Mon–Fri 09:00–17:00". */
function readable(hours) {
  return hours
    .replace(/\b(Mo|Tu|We|Th|Fr|Sa|Su)\b/g, weekday)
    .replace(/\bPH\b/g, word("holidays"))
    .replace(/\boff\b/g, word("hours_off"))
    .replace(/-/g, "–");
}

function weekday(short) {
  const date = new Date(MONDAY + DAYS.indexOf(short) * 86400000);
  return date.toLocaleDateString(config.lang, { weekday: "short", timeZone: "UTC" });
}
