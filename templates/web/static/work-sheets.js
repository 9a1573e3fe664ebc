// Sheets: the dialogs for words, pictures, subjects, tests and approval. Half-written words are kept.
import { all, announce, get, isTyping, one, post, Refused, replaceFragments } from "./work-page.js";
import { decide, queue, version } from "./work-decisions.js";
import { settle } from "./work-outline.js";
import { selected, selectedRow } from "./work-selection.js";

const sheet = () => one("#sheet");
let back = null;

/** Opens a sheet: `name` is its page, asked for the selected block. */
export async function open(name, asked = {}) {
  await settle();
  back = document.activeElement;
  try {
    const { html } = await get(`sheet/${name}`, { block: selected.block, ...asked });
    one("#sheet-body").innerHTML = html;
  } catch (fault) {
    return announce(fault.message, "fault");
  }
  sheet().dataset.name = name;
  if (!sheet().open) sheet().showModal();
  bringDraftsBack();
  const first = one("[autofocus]", sheet()) ?? one("input, textarea, button", one("#sheet-body"));
  first?.focus();
  if (first?.matches("input[type=text]")) first.select();
  showMockUps();
  return document.dispatchEvent(new CustomEvent("work:sheet"));
}

export function close() {
  if (sheet().open) sheet().close();
}

export const isOpen = () => sheet().open;

// Drafts: what is typed and not yet decided stays in this browser, by edition, block and field.
const draftKey = (field) => [
  "draft", document.body.dataset.edition, one("form", sheet())?.dataset.draft ?? "", field.name,
].join("/");

function bringDraftsBack() {
  for (const field of all("textarea, input[type=text]", sheet())) {
    const kept = localStorage.getItem(draftKey(field));
    if (kept === null || kept === field.value) continue;
    field.value = kept;
    one(".draft-note", sheet())?.removeAttribute("hidden");
  }
}

function keepDraft(field) {
  if (!isTyping(field) || !field.name) return;
  localStorage.setItem(draftKey(field), field.value);
}

function forgetDrafts() {
  for (const field of all("textarea, input[type=text]", sheet())) localStorage.removeItem(draftKey(field));
}

/** Sends the sheet's form: a decision, or another act of the edition. */
async function submit(form, button) {
  const fields = Object.fromEntries(new FormData(form, button));
  const act = button?.dataset.act ?? form.dataset.act;
  forgetDrafts();
  if (act === "decide") {
    close();
    return Promise.all(decisionsOf(form, fields).map((each) => (
      decide({ block: selected.block, ...each }, { optimistic: () => showWords(each) })
    )));
  }
  if (act === "here") return inPlace(form, fields);
  if (await queue(act, fields)) close();
  return undefined;
}

/** A form may make two decisions: subject and preheader. What was not changed decides nothing. */
function decisionsOf(form, { preheader, ...fields }) {
  const field = form.elements.preheader;
  if (!field) return [fields];
  const chosen = fields.own || fields.value || "";
  const decisions = chosen && chosen !== one("#subject-words").textContent ? [fields] : [];
  if (preheader && preheader !== field.dataset.was) decisions.push({ kind: "preheader", value: preheader });
  return decisions;
}

/** An act whose answer is shown in the sheet itself: a test mail, another summarizer. */
async function inPlace(form, fields) {
  const output = one("output", form);
  output.textContent = "…";
  try {
    const answer = await post(form.dataset.path, { version: version(), ...fields });
    output.innerHTML = answer.html;
  } catch (fault) {
    if (!(fault instanceof Refused)) throw fault;
    output.textContent = fault.message;
  }
}

/** A new headline or subject stands in the outline at once. */
function showWords(fields) {
  const row = selectedRow();
  if (fields.kind === "retitle" && row) {
    row.dataset.title = fields.value;
    one(".title", row).textContent = fields.value;
  }
  if (fields.kind === "subject") one("#subject-words").textContent = fields.own || fields.value;
}

/** Subject and preheader as three inboxes cut them. */
function showMockUps() {
  const form = one("form[data-mock-ups]", sheet());
  if (!form) return;
  const typed = (name) => new FormData(form).get(name) ?? "";
  for (const inbox of all("[data-inbox]", form)) {
    one(".inbox-subject", inbox).textContent = typed("own") || typed("value");
    one(".inbox-preheader", inbox).textContent = typed("preheader");
    markCut(inbox);
  }
}

function markCut(inbox) {
  const end = one(".line", inbox).getBoundingClientRect().right;
  const [subject, preheader] = all(".inbox-subject, .inbox-preheader", inbox).map((line) => isCut(line, end));
  one(".inbox-note", inbox).textContent = subject ? "the subject is cut" : preheader ? "the preheader is cut" : "all of it is seen";
}

/** Cut at its own edge, or at that of the line the two share. */
function isCut(line, end) {
  const range = document.createRange();
  range.selectNodeContents(line);
  const over = line.scrollWidth > line.clientWidth && line.clientWidth > 0;
  return over || line.scrollHeight > line.clientHeight + 2 && line.clientHeight > 0 || range.getBoundingClientRect().right > end + 1;
}

/** The chosen photo stands in the sheet, and its story in the form. */
function showPhoto(field) {
  if (!field.dataset.story) return;
  one("[name=stories]", sheet()).value = field.dataset.story;
  one("[data-focus-point]", sheet()).src = field.value;
}

/** Click or arrow on a photo says what must stay in view. */
function placeFocus(event) {
  const picture = event.target.closest?.("[data-focus-point]");
  if (!picture) return;
  const box = picture.getBoundingClientRect();
  const share = (at, start, size) => Math.round(Math.max(0, Math.min(1, (at - start) / size)) * 100);
  one("#focus-x").value = share(event.clientX, box.left, box.width);
  one("#focus-y").value = share(event.clientY, box.top, box.height);
  showFocus();
}

export function showFocus() {
  const point = one(".focus-dot", sheet());
  if (!point) return;
  point.style.left = `${one("#focus-x").value}%`;
  point.style.top = `${one("#focus-y").value}%`;
}

export function listen() {
  sheet().addEventListener("submit", (event) => {
    event.preventDefault();
    submit(event.target, event.submitter);
  });
  sheet().addEventListener("input", (event) => {
    showPhoto(event.target);
    keepDraft(event.target);
    showMockUps();
    showFocus();
  });
  sheet().addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.stopPropagation();
      one("form", sheet()).requestSubmit(one("[data-main]", sheet()) ?? undefined);
    }
  });
  sheet().addEventListener("click", (event) => {
    placeFocus(event);
    if (event.target.closest("[data-close]")) close();
  });
  sheet().addEventListener("close", () => {
    if (back?.isConnected) back.focus();
    else one(".pick", selectedRow() ?? document.createElement("p"))?.focus();
  });
}
