// Evidence for what is selected: the stories with their sentences, why here, why together.
import { all, announce, get, one, replaceFragments } from "./work-page.js";
import { decide } from "./work-decisions.js";
import * as letter from "./work-letter.js";
import { askFirst, settle } from "./work-outline.js";
import { select, selected, selectedRow } from "./work-selection.js";

let loading = 0;

/** Loads the evidence of the selected block. */
export async function refresh() {
  const turn = ++loading, body = one("#evidence-body");
  if (!selected.block) return;
  body.setAttribute("aria-busy", "true");
  try {
    const { html } = await get("evidence", { block: selected.block, sentence: selected.sentence });
    if (turn !== loading) return;
    const held = document.activeElement?.closest?.(".sentence")?.dataset.sentence;
    replaceFragments(html);
    if (selected.sentence) open(selected.sentence);
    if (held) spanOf(held)?.focus({ preventScroll: true });
  } catch (fault) {
    if (turn !== loading) return;
    body.textContent = fault.message;
    body.removeAttribute("aria-busy");
  }
}

const spans = () => all("#evidence-body .sentence");
const spanOf = (name) => spans().find((span) => span.dataset.sentence === name);
const chosen = () => spans().filter((span) => span.getAttribute("aria-pressed") === "true");

/** Opens a chosen sentence inside its source: what is picked next takes its place. */
function open(name) {
  const span = spanOf(name);
  for (const each of spans()) each.classList.toggle("goes", each === span);
  if (!span) return;
  span.closest("details")?.setAttribute("open", "");
  span.scrollIntoView({ block: "center" });
  one("#swap-help").hidden = false;
}

/** s: the next of the block's chosen sentences opens in its source; arrows and Enter take another. */
export function swapMode() {
  const every = chosen();
  if (!every.length) return announce("No sentence of this block is a source's.");
  const at = every.findIndex((span) => span.dataset.sentence === selected.sentence);
  const next = every[(at + 1) % every.length];
  select(selected.block, { sentence: next.dataset.sentence, focus: false, quiet: true });
  open(next.dataset.sentence);
  letter.light({ scroll: true });
  document.dispatchEvent(new CustomEvent("work:pane", { detail: "evidence" }));
  next.focus();
  announce("Arrows go through the story, Enter takes the sentence.");
}

/** Arrow keys inside the source's text. */
export function arrow(event) {
  const span = event.target.closest?.("#evidence-body .sentence");
  const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (!span || !by) return false;
  const story = all(".sentence", span.closest(".story"));
  story[story.indexOf(span) + by]?.focus();
  return true;
}

/** A sentence of the source was picked: it takes the place of the one that is open. */
export async function pick(span) {
  if (span.getAttribute("aria-pressed") === "true") {
    select(selected.block, { sentence: span.dataset.sentence, focus: false, quiet: true });
    open(span.dataset.sentence);
    return letter.light({ scroll: true });
  }
  await settle();
  const [start, end] = span.dataset.sentence.split(":").slice(-2);
  const story = span.closest(".story").dataset.story;
  const goes = goingFor(span);
  const value = goes ? `${goes}=${start}:${end}` : `${start}:${end}`;
  return decide({ kind: "swap", stories: story, value, block: selected.block }, {
    optimistic: () => swapMarks(span, goes),
    said: `Taken: “${span.textContent.trim().slice(0, 60)}…”`,
  });
}

/** `start:end` of the sentence that goes: the open one where it is of the same story. */
function goingFor(span) {
  const open = one("#evidence-body .sentence.goes");
  if (!open || open.closest(".story") !== span.closest(".story")) return "";
  return open.dataset.sentence.split(":").slice(-2).join(":");
}

function swapMarks(span, goes) {
  const old = goes ? one("#evidence-body .sentence.goes") : null;
  old?.setAttribute("aria-pressed", "false");
  old?.classList.remove("goes");
  span.setAttribute("aria-pressed", "true");
  select(selected.block, { sentence: span.dataset.sentence, focus: false, quiet: true });
  letter.showSwap(old?.dataset.sentence, span);
}

/** a: this topic apart where it holds weakest, after the reason was shown. */
export async function apart(stories = "") {
  await settle();
  const ids = stories || one("#evidence-body [data-split]")?.dataset.split;
  if (!ids) return announce("There is one story here: nothing to split.");
  return askFirst({ kind: "apart", stories: ids, block: selected.block }, { always: true });
}

/** g: this topic together with another; the list says how alike each is. */
export async function together() {
  await settle();
  const first = one("#evidence-body [data-join]");
  if (!first) return announce("No other topic is near this one. Drag it onto another to join them.");
  document.dispatchEvent(new CustomEvent("work:pane", { detail: "evidence" }));
  first.focus();
}

export const join = async (left, right) => {
  await settle();
  const stories = `${left.dataset.stories.split(" ")[0]} ${right.dataset.stories.split(" ")[0]}`;
  return askFirst({ kind: "together", stories, block: left.dataset.block }, { always: true });
};

/** Clicks in the evidence. */
export function listen() {
  one("#evidence").addEventListener("click", (event) => {
    const span = event.target.closest(".sentence");
    if (span) return pick(span);
    const split = event.target.closest("[data-split]");
    if (split) return apart(split.dataset.split);
    const near = event.target.closest("[data-join]");
    if (near) return joinWith(near.dataset.join);
    return undefined;
  });
}

function joinWith(story) {
  const row = selectedRow();
  const stories = `${row.dataset.stories.split(" ")[0]} ${story}`;
  return askFirst({ kind: "together", stories, block: row.dataset.block }, { always: true });
}
