// Comparison of two versions: j k walk, a adopts, x asks why the programme stays as it is, u takes back.
(() => {
  const list = document.querySelector(".differences");
  if (!list) return;
  const cards = () => [...list.querySelectorAll(".difference")];
  const byId = (id) => document.getElementById(`item-${id}`);
  let current = null;
  let onwards = false; // after a decision, the next undecided difference

  const choose = (card) => {
    if (!card) return;
    cards().forEach((one) => one.classList.toggle("current", one === card));
    current = card.dataset.item;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
  };
  const place = () => cards().findIndex((card) => card.dataset.item === current);
  const move = (step) => {
    const all = cards();
    choose(all[Math.min(all.length - 1, Math.max(0, place() + step))]);
  };
  const next = () => {
    const all = cards();
    const open = (card) => card.classList.contains("decision-pending");
    choose(all.slice(place() + 1).find(open) ?? all.find(open) ?? all[place()]);
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const form = event.target.closest(".keep-form");
    if (event.key === "Escape" && form) {
      form.querySelector("[data-cancel]")?.click();
      return;
    }
    if (event.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
    if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key.length === 1 && "axu".includes(event.key) && current) {
      const button = byId(current)?.querySelector(`[data-key="${event.key}"]`);
      if (!button) return;
      onwards = event.key === "a";
      button.click();
    } else return;
    event.preventDefault();
  });
  list.addEventListener("focusin", (event) => {
    const card = event.target.closest(".difference");
    if (!card) return;
    cards().forEach((one) => one.classList.toggle("current", one === card));
    current = card.dataset.item;
  });
  list.addEventListener("submit", (event) => {
    if (event.target.matches(".keep-form")) onwards = true;
  });
  document.body.addEventListener("htmx:afterSwap", () => {
    const card = current && byId(current);
    if (!card) return;
    card.classList.add("current");
    const reason = card.querySelector(".keep-form textarea");
    if (reason) reason.focus();
    else if (onwards) next();
    else card.focus({ preventScroll: true });
    onwards = false;
  });
})();
