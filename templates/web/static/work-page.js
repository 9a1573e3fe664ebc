// The page's own small tools: find, announce, replace fragments, talk to the server.

export const one = (selector, root = document) => root.querySelector(selector);
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];

const root = () => document.body.dataset.work;
const token = () => one('meta[name="csrf-token"]').content;

/** Says a line to everyone: visible for some seconds, and read out by screen readers. */
export function announce(words, kind = "done") {
  const line = one("#announce");
  line.textContent = "";
  line.dataset.kind = kind;
  // A live region speaks when its text changes: an equal line must change, too.
  requestAnimationFrame(() => { line.textContent = words; });
  clearTimeout(announce.timer);
  announce.timer = setTimeout(() => { line.textContent = ""; }, kind === "done" ? 5000 : 12000);
}

/** Puts each element of the answer in the place of the one with its id. Focus stays where it was. */
export function replaceFragments(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const held = focusName();
  for (const fresh of [...template.content.children]) {
    const old = fresh.id && document.getElementById(fresh.id);
    if (old) {
      old.replaceWith(fresh);
      window.htmx?.process(fresh);
    }
  }
  giveFocusBack(held);
  document.dispatchEvent(new CustomEvent("work:replaced"));
}

/** How the focused element can be found again after its fragment was replaced. */
function focusName() {
  const focused = document.activeElement;
  const row = focused?.closest?.("[data-block]");
  if (row?.closest("#outline-body")) return `#outline-body [data-block="${CSS.escape(row.dataset.block)}"] .pick`;
  return focused?.id ? `#${CSS.escape(focused.id)}` : "";
}

function giveFocusBack(selector) {
  if (!selector || (document.activeElement && document.activeElement !== document.body)) return;
  one(selector)?.focus({ preventScroll: true });
}

/** What the server says no to: `status` 409 is "somebody was faster", 422 "cannot be meant so". */
export class Refused extends Error {
  constructor(status, html, words) {
    super(words);
    this.status = status;
    this.html = html;
  }
}

export async function get(path, asked = {}) {
  const query = new URLSearchParams(asked).toString();
  return answered(await fetch(`${root()}/${path}${query ? `?${query}` : ""}`, {
    headers: { "X-Requested-With": "fetch" },
  }));
}

export async function post(path, fields = {}) {
  return answered(await fetch(`${root()}/${path}`, {
    method: "POST",
    headers: { "X-CSRF-Token": token(), "X-Requested-With": "fetch" },
    body: new URLSearchParams(fields),
  }));
}

async function answered(response) {
  const html = await response.text();
  if (response.ok && !response.redirected) return { html, headers: response.headers };
  if (response.redirected || response.status === 401) throw new Refused(401, "", "You are signed out. Sign in again in another tab; nothing here is lost.");
  const words = response.headers.get("X-Desk-Fault");
  throw new Refused(response.status, html, words ? decodeURIComponent(words) : `The desk answered ${response.status}.`);
}

export const isTyping = (target) =>
  target.matches?.("input:not([type=radio]):not([type=checkbox]):not([type=range]), textarea, select, [contenteditable]");
