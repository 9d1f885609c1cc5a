// The programme's outline: opens and closes branches, walks by arrow keys, follows the clause that was chosen.
(() => {
  const list = document.querySelector("[data-outline]");
  if (!list) return;
  const items = [...list.children];
  const link = (item) => item.querySelector("a");
  const button = (item) => item.querySelector("button");
  const above = (path) => path.split(".").map((_, n, steps) => steps.slice(0, n).join(".")).slice(1);
  const find = (path) => items.find((item) => item.dataset.path === path);
  const isOpen = (item) => button(item)?.getAttribute("aria-expanded") === "true";

  // Only the outline's own box is scrolled: the page stays at its head.
  const box = list.closest(".outline-box");
  const reveal = (item) => {
    if (!item || box.scrollHeight <= box.clientHeight) return;
    const [frame, place] = [box.getBoundingClientRect(), item.getBoundingClientRect()];
    if (place.top < frame.top) box.scrollTop -= frame.top - place.top;
    else if (place.bottom > frame.bottom) box.scrollTop += place.bottom - frame.bottom;
  };

  const refresh = () => {
    for (const item of items) {
      item.hidden = above(item.dataset.path).some((path) => {
        const parent = find(path);
        return parent && !isOpen(parent);
      });
    }
  };
  const open = (item, wanted) => {
    button(item)?.setAttribute("aria-expanded", String(wanted));
    refresh();
  };
  const choose = (path) => {
    for (const item of items) {
      if (item.dataset.path === path) link(item).setAttribute("aria-current", "page");
      else link(item).removeAttribute("aria-current");
    }
    for (const step of [...above(path), path]) {
      const item = find(step);
      if (item) open(item, true);
    }
    reveal(find(path));
  };

  list.addEventListener("click", (event) => {
    const pressed = event.target.closest("button");
    if (pressed) open(pressed.closest("li"), pressed.getAttribute("aria-expanded") !== "true");
  });
  list.addEventListener("keydown", (event) => {
    const item = event.target.closest("li");
    if (!item || event.ctrlKey || event.metaKey || event.altKey) return;
    const seen = items.filter((one) => !one.hidden);
    const at = seen.indexOf(item);
    let goal = null;
    if (event.key === "ArrowDown") goal = seen[at + 1];
    else if (event.key === "ArrowUp") goal = seen[at - 1];
    else if (event.key === "Home") goal = seen[0];
    else if (event.key === "End") goal = seen[seen.length - 1];
    else if (event.key === "ArrowRight" && button(item)) {
      if (isOpen(item)) goal = seen[at + 1];
      else open(item, true);
    } else if (event.key === "ArrowLeft") {
      if (button(item) && isOpen(item)) open(item, false);
      else goal = find(above(item.dataset.path).pop() ?? "");
    } else return;
    event.preventDefault();
    if (goal) link(goal).focus();
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    const path = document.querySelector("#clause")?.dataset.path;
    if (event.detail.target?.id !== "clause" && event.target.id !== "clause") return;
    choose(path ?? "");
    const drawer = document.querySelector("#outline");
    const shown = window.bootstrap?.Offcanvas.getInstance(drawer);
    if (shown) shown.hide();
    window.scrollTo({ top: 0 });
  });
  reveal(list.querySelector("[aria-current]"));
})();
