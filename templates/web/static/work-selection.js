// What is selected: one block, perhaps one sentence of it. Panes listen to `work:selected`.
import { all, one } from "./work-page.js";

export const selected = { block: "", sentence: "" };

const rows = () => all("#outline-body .row").filter((row) => row.offsetParent !== null || row.getClientRects().length);
export const rowOf = (block) => one(`#outline-body .row[data-block="${CSS.escape(block)}"]`);
export const selectedRow = () => selected.block ? rowOf(selected.block) : null;

/** Selects a block, in the outline and everywhere else. */
export function select(block, { sentence = "", focus = true, quiet = false } = {}) {
  const changed = block !== selected.block || sentence !== selected.sentence;
  selected.block = block;
  selected.sentence = sentence;
  show(focus);
  if (changed && !quiet) document.dispatchEvent(new CustomEvent("work:selected"));
}

/** Marks the selected row; with `focus` the keyboard goes there, too. */
export function show(focus = false) {
  for (const row of all("#outline-body .row")) {
    const isSelected = row.dataset.block === selected.block;
    row.classList.toggle("selected", isSelected);
    const pick = one(".pick", row);
    if (isSelected) pick.setAttribute("aria-current", "true");
    else pick.removeAttribute("aria-current");
    if (isSelected && focus) pick.focus({ preventScroll: true });
    if (isSelected) row.scrollIntoView({ block: "nearest" });
  }
  const row = selectedRow();
  document.body.classList.toggle("has-selection", Boolean(row));
  const name = one("#acts-of");
  if (name) name.textContent = row ? row.dataset.title : "Nothing selected";
}

/** j and k: the row after or before. */
export function step(by) {
  const every = rows();
  const at = every.findIndex((row) => row.dataset.block === selected.block);
  const next = every[Math.max(0, Math.min(every.length - 1, at < 0 ? 0 : at + by))];
  if (next) select(next.dataset.block);
}

/** After a fragment came: what was selected stays so, or its neighbour is. */
export function keepSelection(before) {
  if (selected.block && rowOf(selected.block)) return show();
  const every = rows();
  const next = every[Math.min(before, every.length - 1)];
  if (next) select(next.dataset.block, { focus: false });
}

export const placeOfSelected = () => rows().findIndex((row) => row.dataset.block === selected.block);
