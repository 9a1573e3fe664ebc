// The clock above the letter, and what others do meanwhile.
import { announce, get, one } from "./work-page.js";
import { isBusy, version } from "./work-decisions.js";

const POLL_MS = 4000;

/** "in 38 min", "in 2 h 05", "now". */
function left(until, now = Date.now()) {
  const minutes = Math.ceil((until - now) / 60000);
  if (minutes <= 0) return "now";
  if (minutes < 60) return `in ${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `in ${hours} h ${String(minutes % 60).padStart(2, "0")}` : `in ${Math.round(hours / 24)} days`;
}

/** Each `<time data-countdown>` says how long it is until then, by the server's clock. */
function tick() {
  const now = Date.now() + Number(document.body.dataset.clockAhead || 0);
  for (const time of document.querySelectorAll("time[data-countdown]")) {
    time.textContent = left(Date.parse(time.dateTime), now);
  }
}

/** Nothing changes under the editor's hands: not behind a sheet, nor while a decision is weighed. */
const hasHandsOn = () => Boolean(one("dialog[open]")) || !one("#effect").hidden;

/** Looks for what others decided and what arrived; never while an own decision is under way. */
async function look() {
  if (isBusy() || document.hidden || hasHandsOn()) return;
  try {
    const { headers } = await get("changes", { version: version(), pending: one("#outline-body").dataset.pending });
    const changed = headers.get("X-Desk-Changed");
    if (isBusy() || hasHandsOn() || !changed) return;
    announce(decodeURIComponent(headers.get("X-Desk-Said") ?? ""), "other");
    document.dispatchEvent(new CustomEvent("work:stale"));
  } catch (fault) {
    announce(fault.message === "Failed to fetch" ? "The desk cannot be reached at the moment." : fault.message, "fault");
  }
}

export function start() {
  const server = Date.parse(document.body.dataset.now);
  if (server) document.body.dataset.clockAhead = String(server - Date.now());
  tick();
  setInterval(tick, 1000);
  setInterval(look, POLL_MS);
  document.addEventListener("work:replaced", tick);
}
