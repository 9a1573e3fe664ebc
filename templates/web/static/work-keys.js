// One key, one act. The table is the page's own help, so that neither can lack what the other has.
import { all, isTyping, one } from "./work-page.js";

const STORED = "desk-single-keys";
const acts = new Map();

/** Whether single keys act (WCAG 2.1.4: they can be switched off). */
export const areOn = () => localStorage.getItem(STORED) !== "off";
const isCommand = (event) => event.ctrlKey || event.metaKey;

/** Binds each key of the help's table (`data-key`) to its act. */
export function bind(table) {
  for (const [name, act] of Object.entries(table)) acts.set(name, act);
}

/** The acts that are bound. */
export const names = () => [...acts.keys()];

export function listen({ before }) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey) return;
    if (before(event)) return event.preventDefault();
    const act = actOf(event);
    if (!act) return;
    event.preventDefault();
    act();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-do]");
    if (button) acts.get(button.dataset.do)?.();
  });
  const box = one("#single-keys");
  box.checked = areOn();
  box.addEventListener("change", () => localStorage.setItem(STORED, box.checked ? "on" : "off"));
}

function actOf(event) {
  const key = event.key;
  if (isCommand(event)) return key === "Enter" ? acts.get("approve") : undefined;
  if (isTyping(event.target) || one("dialog[open]") || !areOn()) return undefined;
  const row = all("#keys [data-key]").find((each) => each.dataset.key === key);
  return row ? acts.get(row.dataset.act) : undefined;
}
