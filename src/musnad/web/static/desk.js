// A span moved by whole words with the keyboard or the mouse. Without this module the buttons of the page do the same,
// one request a step; the rules of a step are those of web/moving.py. Positions are code points of the page's text.

const desk = document.getElementById("desk");
if (desk) begin(desk);
for (const button of document.querySelectorAll("[data-copy]")) offer(button);

function begin(desk) {
  const line = desk.querySelector(".words");
  const pieces = [...line.querySelectorAll("[data-start]")].map((node) => ({
    node,
    start: Number(node.dataset.start),
    end: Number(node.dataset.end),
    isWord: "word" in node.dataset,
  }));
  const words = pieces.filter((piece) => piece.isWord);
  const steps = desk.querySelector("#steps");
  const keep = desk.querySelector("#keep");
  const output = desk.querySelector("output");
  const first = { start: Number(desk.dataset.start), end: Number(desk.dataset.end) };
  let span = { ...first };

  function show(wanted) {
    if (wanted.start >= wanted.end) return;
    span = wanted;
    for (const piece of pieces) piece.node.classList.toggle("in", meets(piece, span));
    for (const form of [steps, keep]) {
      form.elements.start.value = span.start;
      form.elements.end.value = span.end;
    }
    output.textContent = pieces.map((piece) => within(piece, span)).join("");
  }

  function step(end, way) {
    if (end === "start") {
      const places = words.map((word) => word.start).filter((place) => place < span.end);
      show({ ...span, start: next(places, span.start, way) });
    } else {
      const places = words.map((word) => word.end).filter((place) => place > span.start);
      show({ ...span, end: next(places, span.end, way) });
    }
  }

  // The end that is nearer comes to the word; within the span it is the one that has fewer words to go.
  function reach(word) {
    const inside = words.filter((each) => meets(each, span));
    const at = inside.indexOf(word);
    const toStart = word.end <= span.start || (at >= 0 && at < inside.length - 1 - at);
    show(toStart ? { ...span, start: word.start } : { ...span, end: word.end });
  }

  line.tabIndex = 0;
  desk.querySelector("#keys").hidden = false;
  line.addEventListener("keydown", (event) => {
    const isRtl = getComputedStyle(line).direction === "rtl";
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      step(event.shiftKey ? "end" : "start", (event.key === "ArrowLeft") === isRtl ? "later" : "earlier");
    } else if (event.key === "Enter") keep.requestSubmit(keep.querySelector("button"));
    else if (event.key === "Escape") show({ ...first });
    else return;
    event.preventDefault();
  });
  // Dragged over, the words from the first to the last are the span; where a finger drags, the page is scrolled instead.
  let from = null;
  const under = (event) => words.find((each) => each.node === event.target);
  line.addEventListener("pointerdown", (event) => (from = under(event)));
  line.addEventListener("pointerup", (event) => {
    const to = under(event);
    if (!from || !to) return;
    if (from === to) reach(to);
    else show({ start: Math.min(from.start, to.start), end: Math.max(from.end, to.end) });
    getSelection().removeAllRanges();
  });
  steps.addEventListener("submit", (event) => {
    step(...event.submitter.value.split("-"));
    event.preventDefault();
  });
  // A browser that goes to the fragment of an address lets go of what has the focus: only then is it taken.
  const take = () => requestAnimationFrame(() => line.focus({ preventScroll: true }));
  if (document.readyState === "complete") take();
  else addEventListener("load", take);
}

function meets(piece, span) {
  return piece.start < span.end && piece.end > span.start;
}

function within(piece, span) {
  const letters = Array.from(piece.node.textContent);
  return letters.slice(Math.max(0, span.start - piece.start), Math.max(0, span.end - piece.start)).join("");
}

function next(places, here, way) {
  const onward = places.filter((place) => (way === "earlier" ? place < here : place > here));
  if (!onward.length) return here;
  return way === "earlier" ? Math.max(...onward) : Math.min(...onward);
}

function offer(button) {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = button.dataset.done;
  });
}
