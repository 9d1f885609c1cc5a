// Review of a draft: keys move and decide, a click on a sentence finds its card and the other way round.
(() => {
  const source = document.getElementById("source");
  const list = document.querySelector(".review-cards");
  if (!source || !list) return;
  const cards = () => [...list.querySelectorAll(".card-item")];
  const byId = (id) => document.getElementById(`item-${id}`);
  const pictures = document.getElementById("pictures");
  const missed = document.querySelector(".add-missed");
  let current = null;
  let onwards = false; // after a decision by key, the next undecided card

  // Both panes scroll by themselves on wide screens; the page must not jump with them.
  const show = (element, box) => {
    if (box && box.scrollHeight > box.clientHeight + 1 && getComputedStyle(box).overflowY !== "visible") {
      const at = element.getBoundingClientRect();
      const frame = box.getBoundingClientRect();
      if (at.top < frame.top || at.bottom > frame.bottom) box.scrollTop += at.top - frame.top - frame.height / 3;
    } else element.scrollIntoView({ block: "nearest" });
  };
  // The two panes fill the window once somebody works in them.
  const intoView = () => {
    const head = document.querySelector(".review-head");
    if (!head || getComputedStyle(head).position !== "sticky") return;
    const away = list.getBoundingClientRect().top - head.getBoundingClientRect().bottom;
    if (away > 4) window.scrollBy({ top: list.getBoundingClientRect().top - head.offsetHeight - head.offsetTop, behavior: "instant" });
  };
  const mark = (card) => {
    document.querySelectorAll(".seg.current").forEach((seg) => seg.classList.remove("current"));
    const runs = source.querySelectorAll(`.seg[data-item="${CSS.escape(current)}"]`);
    runs.forEach((seg) => seg.classList.add("current"));
    if (pictures && !pictures.hidden && card?.dataset.page) {
      const first = markPage(card);
      const page = first ?? document.getElementById(`page-${card.dataset.page}`);
      if (page) show(page, source.parentElement);
    } else {
      const at = runs[0] ?? source.querySelector(`[data-start="${card?.dataset.start}"]`);
      if (at) show(at, source.parentElement);
    }
  };
  // --- the pictures of the pages: where each line stands, so that a click finds its card and a card its lines
  let lines = null; // [page, start, end, left, top, right, bottom], sides in thousandths of the page
  const loadLines = async () => {
    if (!pictures || lines) return;
    lines = [];
    try {
      const answer = await fetch(pictures.dataset.lines, { headers: { Accept: "application/json" } });
      if (answer.ok) lines = (await answer.json()).lines;
    } catch {
      lines = null; // no connection: asked again next time
      return;
    }
    pictures.classList.toggle("findable", lines.length > 0);
    if (current) mark(byId(current));
  };
  const markPage = (card) => {
    pictures.querySelectorAll(".page-mark").forEach((old) => old.remove());
    const [start, end] = [Number(card.dataset.start), Number(card.dataset.end)];
    let first = null;
    for (const [page, from, to, left, top, right, bottom] of card.dataset.start === "" ? [] : (lines ?? [])) {
      if (to <= start || from >= end) continue;
      const place = document.createElement("div");
      place.className = "page-mark";
      Object.assign(place.style, {
        left: `${left / 10}%`, top: `${top / 10}%`, width: `${(right - left) / 10}%`, height: `${(bottom - top) / 10}%`,
      });
      document.getElementById(`page-${page}`)?.append(place);
      first ??= place;
    }
    return first;
  };
  const cardAt = (place) => {
    // the smallest span that holds the place has the last word, as in the text
    const holding = cards().filter((card) => card.dataset.start !== "" && Number(card.dataset.start) <= place && place < Number(card.dataset.end));
    const size = (card) => Number(card.dataset.end) - Number(card.dataset.start);
    return holding.sort((a, b) => size(a) - size(b))[0];
  };
  pictures?.addEventListener("click", (event) => {
    const figure = event.target.closest("figure");
    if (!figure || !lines) return;
    const frame = figure.getBoundingClientRect();
    const x = (1000 * (event.clientX - frame.left)) / frame.width;
    const y = (1000 * (event.clientY - frame.top)) / frame.height;
    const far = ([, , , left, top, right, bottom]) => Math.max(top - y, 0, y - bottom) * 4 + Math.max(left - x, 0, x - right);
    const near = lines.filter((line) => line[0] === Number(figure.dataset.page)).sort((a, b) => far(a) - far(b));
    for (const line of near.slice(0, 3)) {
      const card = cardAt(line[1]) ?? cardAt(line[2] - 1);
      if (card) return choose(card);
    }
  });

  const choose = (card, focus = true) => {
    if (!card) return;
    document.querySelectorAll(".card-item.current").forEach((one) => one.classList.remove("current"));
    card.classList.add("current");
    current = card.dataset.item;
    if (focus) {
      intoView();
      card.focus({ preventScroll: true });
      show(card, list);
    }
    mark(card);
  };
  const move = (step) => {
    const all = cards();
    const at = all.findIndex((card) => card.dataset.item === current);
    choose(all[Math.min(all.length - 1, Math.max(0, at + step))]);
  };
  const next = () => {
    const all = cards();
    const at = all.findIndex((card) => card.dataset.item === current);
    const open = (card) => card.classList.contains("decision-pending");
    choose(all.slice(at + 1).find(open) ?? all.find(open) ?? all[at]);
  };

  document.addEventListener("keydown", (event) => {
    const form = event.target.closest(".card-item form");
    if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(); // from a field of several lines, where Enter is a new line
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && event.target.closest(".card-item form")) {
      event.target.closest(".card-item").querySelector("[data-cancel]")?.click();
      return;
    }
    if (event.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
    noteChosen(); // the browser may tell of a change only after this key
    if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "o" && pictures) document.querySelector("[data-pane][aria-pressed=false]")?.click();
    else if (event.key.length === 1 && "aexusm".includes(event.key) && current) {
      const button = byId(current)?.querySelector(`[data-key="${event.key}"]`);
      if (!button || button.disabled) return;
      onwards = "ax".includes(event.key);
      button.click();
    } else if (missed?.querySelector(`[data-add="${CSS.escape(event.key)}"]:not(:disabled)`)) {
      missed.querySelector(`[data-add="${CSS.escape(event.key)}"]`).click();
    } else return;
    event.preventDefault();
  });
  source.addEventListener("click", (event) => {
    const seg = event.target.closest(".seg");
    if (!seg || String(window.getSelection())) return;
    const card = byId(seg.dataset.item);
    if (card) choose(card);
  });
  list.addEventListener("click", (event) => {
    const card = event.target.closest(".card-item");
    if (card && !event.target.closest("button, a, input, textarea, summary")) choose(card, false);
    else if (card) current = card.dataset.item;
  });
  list.addEventListener("focusin", (event) => {
    const card = event.target.closest(".card-item");
    if (card && card === event.target && card.dataset.item !== current) choose(card, false);
  });

  // --- where a clause is cut: the place of the cursor, or the start of the selection, in the source
  const placeOf = (node, offset) => {
    if (!source.contains(node)) return null;
    const before = document.createRange();
    before.setStart(source, 0);
    before.setEnd(node, offset);
    return [...before.toString()].length; // the pane holds the source whole, so what stands before is the place
  };
  const place = () => {
    const chosen = window.getSelection();
    const range = chosen.rangeCount ? chosen.getRangeAt(0) : null;
    return range && placeOf(range.startContainer, range.startOffset);
  };
  const noteCut = () => {
    const at = place();
    document.querySelectorAll("[data-cuts]").forEach((button) => {
      const inside = at !== null && at > Number(button.dataset.from) && at < Number(button.dataset.to);
      button.disabled = !inside;
      if (inside) button.form.elements.at.value = at;
    });
  };

  document.querySelectorAll("[data-pane]").forEach((tab) =>
    tab.addEventListener("click", () => {
      const wanted = tab.dataset.pane;
      source.hidden = wanted !== "source";
      if (pictures) pictures.hidden = wanted !== "pictures";
      if (missed) missed.hidden = wanted === "pictures"; // only words can be marked
      document.querySelectorAll("[data-pane]").forEach((one) => one.setAttribute("aria-pressed", String(one === tab)));
      if (wanted === "pictures") loadLines();
      if (current) mark(byId(current));
    }),
  );
  if (pictures && !pictures.hidden) loadLines();

  // --- words the reader missed, marked in the source
  const noteMarked = () => {
    const chosen = window.getSelection();
    if (!missed || !chosen.rangeCount) return;
    const range = chosen.getRangeAt(0);
    const start = placeOf(range.startContainer, range.startOffset);
    const end = placeOf(range.endContainer, range.endOffset);
    const marked = !chosen.isCollapsed && start !== null && end !== null && end > start;
    missed.querySelectorAll("[data-add]").forEach((button) => (button.disabled = !marked));
    if (marked) [missed.elements.start.value, missed.elements.end.value] = [start, end];
  };
  const noteChosen = () => {
    noteCut();
    noteMarked();
  };
  document.addEventListener("selectionchange", noteChosen);
  const named = document.getElementById(location.hash.slice(1));
  if (named?.matches(".card-item")) choose(named);

  document.body.addEventListener("htmx:afterSwap", () => {
    const card = current && byId(current);
    if (card) {
      card.classList.add("current");
      const input = card.querySelector("form[hx-post] textarea, form[hx-post] input:not([type=hidden])");
      if (input) input.focus();
      else if (onwards) next();
      else card.focus({ preventScroll: true });
    }
    onwards = false;
    const open = Number(document.getElementById("review-progress")?.dataset.open || 0);
    document.querySelectorAll("[data-needs-decided]").forEach((button) => {
      button.disabled = open > 0;
    });
  });
})();
