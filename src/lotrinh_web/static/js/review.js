// Review of a draft: keys move and decide, a click on a sentence finds its card and the other way round.
(() => {
  const source = document.getElementById("source");
  const list = document.querySelector(".review-cards");
  if (!source || !list) return;
  const cards = () => [...list.querySelectorAll(".card-item")];
  const byId = (id) => document.getElementById(`item-${id}`);
  const pictures = document.getElementById("pictures");
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
  const mark = (card) => {
    document.querySelectorAll(".seg.current").forEach((seg) => seg.classList.remove("current"));
    const runs = source.querySelectorAll(`.seg[data-item="${CSS.escape(current)}"]`);
    runs.forEach((seg) => seg.classList.add("current"));
    if (pictures && !pictures.hidden && card?.dataset.page) {
      const page = document.getElementById(`page-${card.dataset.page}`);
      if (page) show(page, source.parentElement);
    } else {
      const at = runs[0] ?? source.querySelector(`[data-start="${card?.dataset.start}"]`);
      if (at) show(at, source.parentElement);
    }
  };
  const choose = (card, focus = true) => {
    if (!card) return;
    document.querySelectorAll(".card-item.current").forEach((one) => one.classList.remove("current"));
    card.classList.add("current");
    current = card.dataset.item;
    if (focus) {
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
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && event.target.closest(".card-item form")) {
      event.target.closest(".card-item").querySelector("[data-cancel]")?.click();
      return;
    }
    if (event.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
    if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key.length === 1 && "aexusm".includes(event.key) && current) {
      const button = byId(current)?.querySelector(`[data-key="${event.key}"]`);
      if (!button || button.disabled) return;
      onwards = "ax".includes(event.key);
      button.click();
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
  const place = () => {
    const chosen = window.getSelection();
    if (!chosen.rangeCount) return null;
    const range = chosen.getRangeAt(0);
    const run = range.startContainer.parentElement?.closest("[data-start]");
    return run && source.contains(run) ? Number(run.dataset.start) + [...run.textContent.slice(0, range.startOffset)].length : null;
  };
  document.addEventListener("selectionchange", () => {
    const at = place();
    document.querySelectorAll("[data-cuts]").forEach((button) => {
      const inside = at !== null && at > Number(button.dataset.from) && at < Number(button.dataset.to);
      button.disabled = !inside;
      if (inside) button.form.elements.at.value = at;
    });
  });

  document.querySelectorAll("[data-pane]").forEach((tab) =>
    tab.addEventListener("click", () => {
      const wanted = tab.dataset.pane;
      source.hidden = wanted !== "source";
      if (pictures) pictures.hidden = wanted !== "pictures";
      document.querySelectorAll("[data-pane]").forEach((one) => one.setAttribute("aria-pressed", String(one === tab)));
      if (current) mark(byId(current));
    }),
  );

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
