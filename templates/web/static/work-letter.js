// The letter as it goes out, in a frame.
//
// The frame is sandboxed with `allow-same-origin` and without `allow-scripts`: nothing in the
// letter can run, whatever a source wrote into it, and its own policy says the same. Being of
// our origin it can be read from here, which is how a click on a sentence is heard. The pair
// that would be unsafe (a frame of our origin that may run scripts) is the one not given.
import { all, announce, get, one } from "./work-page.js";
import { select, selected } from "./work-selection.js";

let view = "desktop";
let shown = "";
let loading = 0;

const frame = () => one("#letter-frame");
const inside = () => frame().contentDocument;
const wanted = () => ({ view: ["dark", "pictures-off"].includes(view) ? view : "light" });

/** Shows the letter as it is by now. The selected block stays where the eye has it. */
export async function refresh() {
  const turn = ++loading;
  if (view === "text") return refreshText(turn);
  const key = wanted().view;
  const { html } = await get("letter", wanted());
  if (turn !== loading) return;
  if (shown === key && inside()?.body) keepPlace(() => { inside().body.innerHTML = bodyOf(html); });
  else await load(key);
  light();
  sayLoaded();
}

function load(key) {
  return new Promise((resolve) => {
    frame().onload = () => { shown = key; listen(); resolve(); };
    frame().src = `${document.body.dataset.work}/letter?view=${key}`;
  });
}

async function refreshText(turn) {
  const { html } = await get("letter-text");
  if (turn !== loading) return;
  one("#letter-text").textContent = html;
  sayLoaded();
}

const sayLoaded = () => {
  one("#letter").dataset.loaded = String(Number(one("#letter").dataset.loaded ?? 0) + 1);
};

/** What stands in the body of a page. It is parsed in the frame, under the frame's policy. */
function bodyOf(html) {
  const start = html.indexOf(">", html.indexOf("<body")) + 1;
  return html.slice(start, html.lastIndexOf("</body>"));
}

/** Changes the letter; the selected block keeps its height on the screen: the page moves under it. */
function keepPlace(change) {
  const before = blockOf(selected.block)?.getBoundingClientRect().top;
  const scrolled = inside().defaultView.scrollY;
  change();
  const after = blockOf(selected.block)?.getBoundingClientRect().top;
  const by = before === undefined || after === undefined ? 0 : after - before;
  inside().defaultView.scrollTo(0, Math.max(0, inside().defaultView.scrollY || scrolled) + by);
}

const blocks = () => (inside()?.body ? all("[data-block]", inside()) : []);
const blockOf = (key) => blocks().find((block) => block.dataset.block === key);
const sentences = () => (inside()?.body ? all("[data-sentence]", inside()) : []);

/** Lights the selected block and sentence, and brings them into view. */
export function light({ scroll = false } = {}) {
  for (const block of blocks()) block.classList.toggle("desk-selected", block.dataset.block === selected.block);
  for (const mark of sentences()) mark.classList.toggle("desk-sentence", mark.dataset.sentence === selected.sentence);
  const target = sentences().find((mark) => mark.dataset.sentence === selected.sentence) ?? blockOf(selected.block);
  if (scroll && target) scrollTo(target);
}

function scrollTo(target) {
  const box = target.getBoundingClientRect(), height = frame().clientHeight;
  if (box.top >= 0 && box.bottom <= height) return;
  inside().defaultView.scrollBy({ top: box.top - Math.min(80, height / 6), behavior: "instant" });
}

/** Clicks in the letter select; links do not lead away. */
function listen() {
  inside().addEventListener("click", (event) => {
    const target = event.target;
    if (target.closest("a")) event.preventDefault();
    const block = target.closest("[data-block]"), sentence = target.closest("[data-sentence]");
    const key = ownerOf(block, sentence);
    if (key) select(key, { sentence: sentence?.dataset.sentence ?? "", focus: false });
  });
  inside().addEventListener("keydown", (event) => {
    document.dispatchEvent(new KeyboardEvent("keydown", {
      key: event.key, ctrlKey: event.ctrlKey, metaKey: event.metaKey, shiftKey: event.shiftKey, bubbles: true,
    }));
  });
}

/** The row a click means: the block's own, or in a list of short items that of the sentence's story. */
function ownerOf(block, sentence) {
  if (!block) return "";
  const named = (key) => one(`#outline-body .row[data-block="${CSS.escape(key)}"]`);
  if (named(block.dataset.block)) return block.dataset.block;
  const story = sentence?.dataset.sentence.split(":").slice(0, -2).join(":");
  const row = story && all("#outline-body .row").find((each) => each.dataset.stories.split(" ").includes(story));
  return row ? row.dataset.block : "";
}

/** The letter shows a move at once: the block's row changes places before the server answers. */
export function moveOptimistically(key, by) {
  const rowOfTable = blockOf(key)?.closest("tr");
  const topics = blocks().filter((block) => one(`#outline-body [data-part="told"] [data-block="${CSS.escape(block.dataset.block)}"]`));
  const at = topics.findIndex((block) => block.dataset.block === key);
  const other = topics[at + by]?.closest("tr");
  if (!rowOfTable || !other || rowOfTable === other || rowOfTable.parentNode !== other.parentNode) return;
  keepPlace(() => (by < 0 ? other.before(rowOfTable) : other.after(rowOfTable)));
}

/** A block goes pale while the server takes it out. */
export function fade(key) {
  blockOf(key)?.classList.add("desk-leaving");
}

export function setView(next) {
  view = next;
  one("#letter").dataset.view = next;
  for (const button of all("[data-view-of]")) {
    button.setAttribute("aria-pressed", String(button.dataset.viewOf === next));
  }
  announce(`View: ${one(`[data-view-of="${next}"]`).textContent.trim()}`);
  return refresh();
}

export function nextView() {
  const names = all("[data-view-of]").map((button) => button.dataset.viewOf);
  return setView(names[(names.indexOf(view) + 1) % names.length]);
}

/** A swap is seen in the letter before the server answers. */
export function showSwap(old, span) {
  const mark = old && sentences().find((each) => each.dataset.sentence === old);
  if (!mark) return;
  mark.textContent = one(".words", span)?.textContent ?? span.textContent.trim();
  mark.dataset.sentence = span.dataset.sentence;
  light({ scroll: true });
}
