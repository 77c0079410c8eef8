// The article under review: what suggestions are made of is marked in it, and words are selected in it.

import { makeText, pieces, segments } from "../data/passages.js";
import { el } from "../draw/dom.js";

/**
 * Make the article.
 * @param {{onAdd: (start: number, end: number) => void, nameOf: (place: string) => string}} hooks - `onAdd` gets the
 *   offsets of the selected words
 */
export function makeArticle({ onAdd, nameOf }) {
  const title = el("h2", { class: "desk-title", dir: "auto" });
  const cite = el("p", { class: "desk-cite", dir: "auto" });
  const body = el("div", { class: "desk-text", dir: "auto" });
  const plus = el("button", { type: "button", class: "desk-plus", hidden: true }, "+ New suggestion");
  const element = el(
    "div",
    { class: "desk-article", role: "region", "aria-label": "Article", tabindex: "0" },
    title,
    cite,
    body,
    plus,
  );
  let text = "";
  let mentions = [];
  let known = makeText("");
  /** @type {Array<{start: number, end: number, node: HTMLElement}>} */
  let shown = [];
  let passages = "";
  let sentences = null;
  let allWords = [];
  // the sentence that the keys select, its words, and which of them are selected
  let marking = null;

  const paint = (spans) => {
    const key = JSON.stringify(spans);
    if (key === passages) return;
    passages = key;
    shown = pieces(text, mentions, spans).map((piece) => {
      const classes = [piece.passage && "desk-passage"];
      let tag = "span";
      let hint = "";
      if (piece.mention >= 0) {
        const [, , verdict, place] = mentions[piece.mention];
        tag = "mark";
        classes.push("desk-place", `desk-${verdict}`);
        hint = place ? nameOf(place) : verdict;
      } else if (piece.number) {
        tag = "mark";
        classes.push("desk-number");
      }
      const node = el(
        /** @type {any} */ (tag),
        { class: classes.filter(Boolean).join(" "), title: hint || false },
        piece.text,
      );
      return { start: piece.start, end: piece.end, node };
    });
    body.replaceChildren(...shown.map(({ node }) => node));
  };

  /** The offset of a point of a selection, or null outside the text. */
  const offsetOf = (node, units) => {
    if (!body.contains(node)) return null;
    if (node === body) return units < shown.length ? shown[units].start : known.length;
    const held = node.nodeType === Node.TEXT_NODE ? node.parentNode : node;
    const piece = shown.find((one) => one.node === held);
    if (!piece) return null;
    if (node !== held) return piece.start + makeText(node.data).offset(units);
    return units ? piece.end : piece.start;
  };

  /** The offsets of the selected words, without the space around them; null when none are. */
  const selected = () => {
    const selection = document.getSelection();
    if (!selection?.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const [start, end] = [
      offsetOf(range.startContainer, range.startOffset),
      offsetOf(range.endContainer, range.endOffset),
    ];
    if (start === null || end === null) return null;
    const words = known.slice(start, end);
    if (!words.trim()) return null;
    return [
      start + makeText(words).length - [...words.trimStart()].length,
      end - ([...words].length - [...words.trimEnd()].length),
    ];
  };

  /** @returns {[Node, number]|null} the point of a selection at an offset */
  const pointAt = (offset, ending) => {
    const piece = shown.find(({ start, end }) =>
      ending ? start < offset && offset <= end : start <= offset && offset < end,
    );
    if (!piece) return null;
    const units = known.slice(piece.start, offset).length;
    return [piece.node.firstChild, units];
  };

  const select = (start, end) => {
    const [from, to] = [pointAt(start, false), pointAt(end, true)];
    if (!from || !to) return;
    document.getSelection().setBaseAndExtent(from[0], from[1], to[0], to[1]);
    reveal(start, end);
  };

  /** Scroll so that a passage is in view; the page itself does not move. */
  const reveal = (start, end) => {
    const inside = shown.filter((piece) => piece.start < end && start < piece.end);
    if (!inside.length) return;
    const frame = element.getBoundingClientRect();
    const top = inside[0].node.getBoundingClientRect().top - frame.top;
    const bottom = inside.at(-1).node.getBoundingClientRect().bottom - frame.top;
    if (top >= 0 && bottom <= frame.height) return;
    element.scrollTop += top - Math.max((frame.height - (bottom - top)) / 3, 8);
  };

  const placePlus = () => {
    if (!element.isConnected) {
      document.removeEventListener("selectionchange", placePlus);
      return;
    }
    const span = selected();
    plus.hidden = !span;
    if (!span) return;
    const words = document.getSelection().getRangeAt(0).getBoundingClientRect();
    const frame = element.getBoundingClientRect();
    plus.style.top = `${words.bottom - frame.top + element.scrollTop + 4}px`;
    plus.style.left = `${Math.max(Math.min(words.left - frame.left, frame.width - 150), 8)}px`;
  };
  document.addEventListener("selectionchange", placePlus);

  const add = () => {
    const span = selected();
    if (!span) return false;
    document.getSelection().removeAllRanges();
    onAdd(span[0], span[1]);
    return true;
  };
  // pressing the button would otherwise end the selection
  plus.addEventListener("pointerdown", (event) => event.preventDefault());
  plus.addEventListener("click", add);

  const readSentences = () => {
    if (sentences) return;
    sentences = segments(text, "sentence");
    allWords = segments(text, "word");
  };

  const markSentence = (at) => {
    readSentences();
    const index = Math.min(Math.max(at, 0), sentences.length - 1);
    if (index < 0) return;
    const words = allWords.filter(([start]) => start >= sentences[index][0] && start < sentences[index][1]);
    marking = { index, words, first: 0, last: words.length - 1, whole: true };
    select(...sentences[index]);
  };

  const markWords = (first, last) => {
    const { words, index } = marking;
    if (!words.length || first < 0 || last >= words.length || first > last) return;
    marking = { index, words, first, last };
    select(words[first][0], words[last][1]);
  };

  return {
    element,
    add,
    selected,
    show: (article) => {
      ({ text, mentions } = article);
      known = makeText(text);
      sentences = null;
      passages = "";
      title.textContent = article.title;
      cite.textContent = article.cite;
    },
    /**
     * Mark the passages of all suggestions, and the one in question.
     * @param {Array<[number, number]>} all
     * @param {Array<[number, number]>} current
     */
    mark: (all, current) => {
      paint(all);
      for (const { start, end, node } of shown) {
        node.classList.toggle(
          "desk-current",
          current.some(([from, to]) => from < end && start < to),
        );
      }
      if (current.length) reveal(current[0][0], current[0][1]);
    },
    /** Begin to select words by keys, after an offset; those that suggestions are made of are passed over. */
    startMarking: (after, taken) => {
      readSentences();
      const free = sentences.findIndex(
        ([start, end]) => start >= after && !taken.some(([from, to]) => from < end && start < to),
      );
      markSentence(free >= 0 ? free : sentences.findIndex(([start]) => start >= after));
    },
    /** Answer a key while words are selected; false when it has no meaning then. */
    markBy: (key, shifted) => {
      if (!marking) return false;
      const { index, first, last } = marking;
      if (key === "ArrowDown") markSentence(index + 1);
      else if (key === "ArrowUp") markSentence(index - 1);
      else if (key === "ArrowLeft" && shifted) markWords(first - 1, last);
      else if (key === "ArrowRight" && shifted) markWords(first + 1, last);
      else if (key === "ArrowLeft") markWords(first, last - 1);
      else if (key === "ArrowRight") markWords(first, last + 1);
      else return false;
      return true;
    },
    stopMarking: () => {
      if (marking) document.getSelection().removeAllRanges();
      marking = null;
    },
    get isMarking() {
      return marking !== null;
    },
  };
}
