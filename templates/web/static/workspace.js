// The desk's three panes: what is selected, decided and shown in one is so in all.
import { all, announce, get, one, replaceFragments } from "./work-page.js";
import { undo, queue, version } from "./work-decisions.js";
import * as clock from "./work-clock.js";
import * as evidence from "./work-evidence.js";
import * as keys from "./work-keys.js";
import * as letter from "./work-letter.js";
import * as outline from "./work-outline.js";
import { keepSelection, placeOfSelected, select, selected, show, step } from "./work-selection.js";
import * as sheets from "./work-sheets.js";

/** On a narrow screen one pane is shown, and the tabs say which. */
function showPane(name) {
  document.body.dataset.pane = name;
  for (const tab of all("[data-pane-of]")) {
    tab.setAttribute("aria-selected", String(tab.dataset.paneOf === name));
    tab.tabIndex = tab.dataset.paneOf === name ? 0 : -1;
  }
}

function tabKeys(event) {
  const tab = event.target.closest?.("[data-pane-of]");
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!tab || !by) return false;
  const tabs = all("[data-pane-of]"), next = tabs[(tabs.indexOf(tab) + by + tabs.length) % tabs.length];
  showPane(next.dataset.paneOf);
  next.focus();
  return true;
}

/** All panes anew, as the server has them. */
async function reload() {
  const before = placeOfSelected();
  const { html } = await get("panes");
  replaceFragments(html);
  keepSelection(before);
  await Promise.all([letter.refresh(), evidence.refresh()]);
}

let finding = -1;
function nextFinding() {
  const every = all("#findings li > a");
  if (!every.length) return announce("Nothing to look at.");
  finding = (finding + 1) % every.length;
  return goTo(every[finding]);
}

/** A finding is a link to its place; what mends it is a button beside it. */
function goTo(link) {
  one("#findings").open = true;
  if (link.dataset.goBlock) select(link.dataset.goBlock, { sentence: link.dataset.goSentence ?? "", focus: false });
  link.focus();
}

function help() {
  const dialog = one("#help");
  if (dialog.open) dialog.close();
  else dialog.showModal();
}

const pending = async () => {
  await outline.settle();
  one("#pending")?.setAttribute("open", "");
  const button = one("#pending [data-take-in]");
  if (button) button.focus();
  else announce("Nothing new has arrived.");
};

const looks = { next: () => step(1), previous: () => step(-1), finding: nextFinding, view: letter.nextView, help };
const mayDecide = !document.body.dataset.viewer;

keys.bind(mayDecide ? {
  next: () => step(1),
  previous: () => step(-1),
  down: () => outline.move(1),
  up: () => outline.move(-1),
  lead: outline.lead,
  pin: outline.pin,
  drop: outline.drop,
  hold: outline.hold,
  brief: outline.brief,
  embargo: () => sheets.open("embargo"),
  retitle: () => sheets.open("retitle"),
  swap: evidence.swapMode,
  apart: () => evidence.apart(),
  together: evidence.together,
  condense: () => sheets.open("condense"),
  image: () => sheets.open("image"),
  subject: () => sheets.open("subject"),
  welcome: () => sheets.open("welcome"),
  intro: () => sheets.open("intro"),
  note: () => sheets.open("note"),
  signoff: () => sheets.open("signoff"),
  finding: nextFinding,
  pending,
  "take-in": () => queue("take-in", {}),
  view: letter.nextView,
  history: () => { const drawer = one("#history"); drawer.open = !drawer.open; one("summary", drawer).focus(); },
  undo: async () => { await outline.settle(); return undo(); },
  test: () => sheets.open("test"),
  approve: () => sheets.open("approve", { seen: lastLook }),
  send: () => sheets.open("send"),
  withdraw: () => sheets.open("withdraw"),
  help,
} : looks);

function before(event) {
  if (tabKeys(event)) return true;
  if (evidence.arrow(event)) return true;
  const span = event.target.closest?.("#evidence-body .sentence");
  if (span && (event.key === "Enter" || event.key === " ")) { evidence.pick(span); return true; }
  if (!outline.isAsking() || one("dialog[open]")) return false;
  if (event.key === "Escape") { outline.putBack(); return true; }
  if (event.key === "Enter" && !event.target.closest?.("button, a")) { outline.keep(); return true; }
  return false;
}

document.addEventListener("click", (event) => {
  const at = (selector) => event.target.closest?.(selector);
  if (at("#outline-body .pick")) select(at(".row").dataset.block);
  else if (at("[data-pane-of]")) showPane(at("[data-pane-of]").dataset.paneOf);
  else if (at("[data-view-of]")) letter.setView(at("[data-view-of]").dataset.viewOf);
  else if (at("[data-go-block]")) { event.preventDefault(); goTo(at("[data-go-block]")); showPane("letter"); }
  else if (at("[data-undo]")) undo(at("[data-undo]").dataset.undo);
  else if (at("[data-decide]")) decideFrom(at("[data-decide]"));
});

/** A button that carries its decision: mend a finding, free what is held, add what is near. */
function decideFrom(button) {
  const { kind, stories, value = "", block = "" } = button.dataset;
  return outline.askFirst({ kind, stories, value, block });
}

// The version seen when this edition was looked at last, in this browser: what approval compares with.
const LOOK = `look/${document.body.dataset.edition}`;
const lastLook = localStorage.getItem(LOOK) ?? version();
addEventListener("pagehide", () => localStorage.setItem(LOOK, version()));

document.addEventListener("work:selected", () => { letter.light({ scroll: true }); evidence.refresh(); });
document.addEventListener("work:changed", () => Promise.all([letter.refresh(), evidence.refresh()]));
document.addEventListener("work:stale", reload);
document.addEventListener("work:pane", (event) => showPane(event.detail));
document.addEventListener("work:replaced", () => show());

outline.listenForDrags(evidence.join);
evidence.listen();
sheets.listen();
keys.listen({ before });
clock.start();
showPane("outline");
await letter.refresh();
const first = one("#outline-body .row");
if (first) select(first.dataset.block, { focus: true });
document.body.dataset.ready = "yes";
