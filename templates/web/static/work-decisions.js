// Decisions: shown at once, posted one after the other, replaced by what the server made of them.
import { announce, one, post, Refused, replaceFragments } from "./work-page.js";
import { keepSelection, placeOfSelected } from "./work-selection.js";

const waiting = [];
let running = false;

export const version = () => one("#outline-body").dataset.version;
export const isBusy = () => running;

/** Decides. `optimistic` changes the page at once; what the server answers replaces it. */
export function decide(fields, { optimistic = () => {}, said = "" } = {}) {
  optimistic();
  if (said) announce(said);
  return queue("decide", fields);
}

/** Takes my last decision back, or that of a number. */
export const undo = (number = "") => queue("undo", { number });

/** Any change of the edition, in its turn; resolves to true where it was kept. */
export function queue(path, fields) {
  return new Promise((resolve) => {
    waiting.push({ path, fields: { request_id: crypto.randomUUID(), ...fields }, resolve });
    if (!running) run();
  });
}

async function run() {
  running = true;
  document.body.setAttribute("aria-busy", "true");
  while (waiting.length) await send(waiting.shift());
  running = false;
  document.body.removeAttribute("aria-busy");
}

async function send({ path, fields, resolve }) {
  const before = placeOfSelected();
  try {
    const answer = await post(path, { version: version(), ...fields });
    // While more is on its way, its optimistic picture is newer than this answer.
    if (waiting.length) carryVersion(answer.headers.get("X-Desk-Version"));
    else show(answer, before);
    resolve(true);
  } catch (fault) {
    await refused(fault, before);
    resolve(false);
  }
}

function carryVersion(number) {
  if (number) one("#outline-body").dataset.version = number;
}

function show(answer, before) {
  replaceFragments(answer.html);
  keepSelection(before);
  const said = answer.headers.get("X-Desk-Said");
  if (said) announce(decodeURIComponent(said));
  document.dispatchEvent(new CustomEvent("work:changed"));
}

/** A refused decision leaves the page as the server has it, and says what changed. */
async function refused(fault, before) {
  if (!(fault instanceof Refused)) {
    announce("The desk cannot be reached. Your last decision was not kept: try again.", "fault");
    return;
  }
  if (fault.html.includes('id="outline-body"')) {
    replaceFragments(fault.html);
    keepSelection(before);
    document.dispatchEvent(new CustomEvent("work:changed"));
  } else {
    document.dispatchEvent(new CustomEvent("work:stale"));
  }
  announce(fault.message, "fault");
}
