// A cursor for the keyboard in the source of a review. The text is no field, so the browser gives it none, and without
// one nobody without a mouse could mark words the reader missed or say where a clause is cut.
// `c` goes to the sentence of the chosen card; arrows, Ctrl and Shift do what they do in a text; Escape goes back.
(() => {
  const source = document.getElementById("source");
  if (!source || !document.querySelector(".add-missed")) return;
  const pane = source.closest(".review-source");
  const caret = document.createElement("div");
  caret.className = "source-caret";
  caret.hidden = true;
  pane.append(caret);
  source.tabIndex = 0;

  const chosen = () => window.getSelection();
  const within = () => chosen().rangeCount > 0 && source.contains(chosen().focusNode);
  const spot = () => {
    const at = document.createRange();
    at.setStart(chosen().focusNode, chosen().focusOffset);
    return at.getClientRects()[0] ?? at.startContainer.parentElement.getBoundingClientRect();
  };
  const draw = () => {
    caret.hidden = document.activeElement !== source || !within();
    if (caret.hidden) return;
    const [place, frame] = [spot(), pane.getBoundingClientRect()];
    caret.style.left = `${place.left - frame.left + pane.scrollLeft - pane.clientLeft}px`;
    caret.style.top = `${place.top - frame.top + pane.scrollTop - pane.clientTop}px`;
    caret.style.height = `${place.height}px`;
  };
  const follow = () => {
    draw();
    if (!caret.hidden) caret.scrollIntoView({ block: "nearest" });
  };
  const start = (run) => {
    const first = document.createTreeWalker(run ?? source, NodeFilter.SHOW_TEXT).nextNode();
    if (first) chosen().collapse(first, 0);
  };
  const enter = () => {
    if (source.hidden) document.querySelector("[data-pane=source]")?.click();
    source.focus({ preventScroll: true });
    start(source.querySelector(".seg.current"));
    follow();
  };

  const STEPS = {
    ArrowLeft: ["backward", "character", "word"], ArrowRight: ["forward", "character", "word"],
    ArrowUp: ["backward", "line", "paragraph"], ArrowDown: ["forward", "line", "paragraph"],
    Home: ["backward", "lineboundary", "documentboundary"], End: ["forward", "lineboundary", "documentboundary"],
  };
  source.addEventListener("focus", () => {
    if (!within()) start(source.querySelector(".seg.current"));
    draw();
  });
  source.addEventListener("blur", draw);
  source.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      document.querySelector(".card-item.current")?.focus({ preventScroll: true });
      return;
    }
    const step = STEPS[event.key];
    if (!step || event.metaKey || event.altKey) return;
    event.preventDefault();
    const [node, offset, anchor, from] = [chosen().focusNode, chosen().focusOffset, chosen().anchorNode, chosen().anchorOffset];
    chosen().modify(event.shiftKey ? "extend" : "move", step[0], event.ctrlKey ? step[2] : step[1]);
    if (!within()) chosen().setBaseAndExtent(anchor, from, node, offset); // the text ends here
    follow();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key !== "c") return;
    if (event.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
    event.preventDefault();
    enter();
  });
  document.addEventListener("selectionchange", draw);
  window.addEventListener("resize", draw);
})();
