// The outline's acts: lead, move, pin, drop, hold …, each shown at once and then decided.
import { all, announce, get, one, replaceFragments } from "./work-page.js";
import { decide } from "./work-decisions.js";
import * as letter from "./work-letter.js";
import { rowOf, select, selected, selectedRow } from "./work-selection.js";

const TOLD = '#outline-body [data-part="told"]';
const told = () => all(`${TOLD} .row`);
const story = (row) => row.dataset.stories.split(" ")[0];
const stories = (row) => row.dataset.stories;

/** A row that is moved and not yet kept: its block, where it stood, where it stands. */
let tentative = null;

/** J and K, and a drop of the mouse: the row moves at once; what falls off the edge is shown first. */
export async function move(by) {
  const row = selectedRow();
  if (!row) return;
  if (!row.closest('[data-part="told"]')) return bringIn(row);
  const every = told(), at = every.indexOf(row);
  const to = Math.max(0, Math.min(every.length - 1, at + by));
  if (to === at) return announce("That is as far as it goes.");
  tentative ??= { block: row.dataset.block, from: at };
  placeAt(row, to);
  letter.moveOptimistically(row.dataset.block, to - at);
  tentative.to = to;
  scheduleLook();
}

/** What stands below the edge moves in: to the last place that is told. */
async function bringIn(row) {
  await settle();
  return askFirst({ kind: "move", stories: story(row), value: String(told().length || 1), block: row.dataset.block });
}

function placeAt(row, to) {
  const others = told().filter((each) => each !== row);
  row.classList.add("tentative");
  if (others[to]) others[to].before(row);
  else others.at(-1).after(row);
  told().forEach((each, place) => { one(".place", each).textContent = place + 1; });
  one(".pick", row).focus({ preventScroll: true });
}

/** A moment after the last key the effect is looked at, and kept where nothing falls off. */
function scheduleLook() {
  clearTimeout(scheduleLook.timer);
  scheduleLook.timer = setTimeout(settle, 350);
}

const moveOf = ({ block, to }) => ({
  kind: "move", stories: story(rowOf(block)), value: String(to + 1), block,
});

/** Keeps the move that is under way, after asking where it costs something. */
export async function settle() {
  clearTimeout(scheduleLook.timer);
  if (!tentative) return;
  const moved = tentative;
  tentative = null;
  if (moved.from === moved.to) return letter.refresh();
  await askFirst(moveOf(moved));
}

/** Shows what a decision would do; decides at once where nothing leaves, else when told so. */
export async function askFirst(fields, { always = false, optimistic } = {}) {
  let answer;
  try {
    answer = await get("preview", fields);
  } catch (fault) {
    announce(fault.message, "fault");
    document.dispatchEvent(new CustomEvent("work:stale"));
    return false;
  }
  const costs = answer.headers.get("X-Desk-Costs") === "1";
  if (!costs && !always) return decide(fields, { optimistic });
  replaceFragments(answer.html);
  const bar = one("#effect");
  bar.hidden = false;
  one("[data-keep]", bar).onclick = () => { close(); decide(fields, { optimistic }); };
  one("[data-put-back]", bar).onclick = putBack;
  one("[data-keep]", bar).focus();
  return true;
}

export const isAsking = () => one("#effect") && !one("#effect").hidden;
export const keep = () => one("#effect [data-keep]").click();

export function putBack() {
  close();
  document.dispatchEvent(new CustomEvent("work:stale"));
}

function close() {
  one("#effect").hidden = true;
  const row = selectedRow();
  if (row) one(".pick", row).focus({ preventScroll: true });
}

const withRow = (act) => async () => {
  await settle();
  const row = selectedRow();
  if (!row) return announce("Select a block first: j and k.");
  return act(row);
};

export const lead = withRow((row) => decide(
  { kind: "move", stories: story(row), value: "1", block: row.dataset.block },
  { optimistic: () => { if (told().length) { told()[0].before(row); renumber(); } }, said: `${row.dataset.title} leads.` },
));

export const pin = withRow((row) => decide(
  { kind: "pin", stories: story(row), block: row.dataset.block },
  { optimistic: () => row.classList.add("pinned"), said: `Pinned: ${row.dataset.title}` },
));

export const drop = withRow((row) => leave(row, { kind: "drop", stories: stories(row) }, "Dropped"));
export const hold = withRow((row) => leave(row, { kind: "hold", stories: stories(row) }, "Held"));
export const brief = withRow((row) => leave(row, { kind: "move", stories: story(row), value: "in_brief" }, "To In brief"));

/** The row goes, its neighbour is selected, the letter's block turns pale. */
function leave(row, fields, verb) {
  const every = all("#outline-body .row"), at = every.indexOf(row);
  const next = every[at + 1] ?? every[at - 1];
  const block = row.dataset.block;
  return decide({ ...fields, block }, {
    optimistic: () => {
      letter.fade(block);
      row.remove();
      renumber();
      if (next) select(next.dataset.block);
    },
    said: `${verb}: ${row.dataset.title}. Z takes it back.`,
  });
}

const renumber = () => told().forEach((row, place) => { one(".place", row).textContent = place + 1; });

/** Mouse: a row is dragged to its place; onto another with Shift (or its middle) it joins it. */
export function listenForDrags(join) {
  let dragged = null;
  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.("#outline-body .row") ?? null;
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.title);
    select(dragged.dataset.block, { focus: false });
  });
  document.addEventListener("dragover", (event) => {
    const row = event.target.closest?.("#outline-body .row");
    if (!dragged || !row || row === dragged) return;
    event.preventDefault();
    markTarget(row, placeIn(row, event));
  });
  document.addEventListener("drop", (event) => {
    const row = event.target.closest?.("#outline-body .row");
    if (!dragged || !row || row === dragged) return;
    event.preventDefault();
    dropOn(row, placeIn(row, event), dragged, join);
  });
  document.addEventListener("dragend", () => { dragged = null; markTarget(null); });
}

/** Of a row's height the middle half means "together with this", the edges "before" and "after". */
function placeIn(row, event) {
  const box = row.getBoundingClientRect(), part = (event.clientY - box.top) / box.height;
  return part < 0.25 ? "before" : part > 0.75 ? "after" : "onto";
}

function markTarget(row, place = "") {
  for (const each of all("#outline-body .row[data-drop]")) if (each !== row) delete each.dataset.drop;
  if (row) row.dataset.drop = place;
}

function dropOn(row, place, dragged, join) {
  markTarget(null);
  if (place === "onto") return join(dragged, row);
  if (!row.closest('[data-part="told"]')) return brief();
  if (!dragged.closest('[data-part="told"]')) {
    const to = told().indexOf(row) + (place === "after" ? 1 : 0);
    return askFirst({ kind: "move", stories: story(dragged), value: String(to + 1), block: dragged.dataset.block });
  }
  const every = told().filter((each) => each !== dragged);
  const to = every.indexOf(row) + (place === "after" ? 1 : 0);
  return move(to - told().indexOf(dragged));
}
