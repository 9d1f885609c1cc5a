// Review of a draft: keys move and decide, a click on a sentence finds its card and the other way round.
(() => {
  const cards = () => [...document.querySelectorAll(".card-item")];
  const source = document.getElementById("source");
  if (!source) return;
  let current = null;
  const mark = (id) => {
    document.querySelectorAll(".seg.current").forEach((seg) => seg.classList.remove("current"));
    const runs = document.querySelectorAll(`.seg[data-item="${CSS.escape(id)}"]`);
    runs.forEach((seg) => seg.classList.add("current"));
    if (runs.length) runs[0].scrollIntoView({ block: "center", behavior: "auto" });
  };
  const choose = (card, focus = true) => {
    if (!card) return;
    document.querySelectorAll(".card-item.current").forEach((one) => one.classList.remove("current"));
    card.classList.add("current");
    current = card.dataset.item;
    if (focus) card.focus({ preventScroll: false });
    mark(current);
  };
  const move = (step) => {
    const all = cards();
    const at = all.findIndex((card) => card.dataset.item === current);
    choose(all[Math.min(all.length - 1, Math.max(0, at + step))]);
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if ("aexu".includes(event.key) && current) {
      const button = document.querySelector(`#item-${CSS.escape(current)} [data-key="${event.key}"]`);
      if (button) button.click();
    } else return;
    event.preventDefault();
  });
  source.addEventListener("click", (event) => {
    const seg = event.target.closest(".seg");
    if (seg) choose(document.getElementById(`item-${seg.dataset.item}`));
  });
  document.querySelector(".review-cards").addEventListener("click", (event) => {
    const card = event.target.closest(".card-item");
    if (card && !event.target.closest("button, a, input, textarea")) choose(card, false);
  });
  document.body.addEventListener("htmx:afterSwap", () => {
    const card = current && document.getElementById(`item-${current}`);
    if (card) {
      card.classList.add("current");
      const input = card.querySelector("textarea, input:not([type=hidden])");
      (input || card).focus();
    }
    const open = Number(document.getElementById("review-progress")?.dataset.open || 0);
    document.querySelectorAll("[data-needs-decided]").forEach((button) => {
      button.disabled = open > 0;
    });
  });
})();
