// The grid of figures: arrows, Enter, Tab and Esc between cells, a rectangle pasted from a spreadsheet, cells checked on
// the server as one types. Without this the grid is a plain form.
(() => {
  const grid = document.querySelector("[data-figure-grid]");
  if (!grid) return;
  const form = grid.closest("form");
  const words = form.dataset;
  const rows = [...grid.tBodies[0].rows].map((row) => [...row.querySelectorAll("input[data-cell]")]);
  const places = new Map(rows.flatMap((cells, r) => cells.map((cell, c) => [cell, [r, c]])));
  const note = document.getElementById("paste-note");
  const MOST_ROWS = 2000; // more than any page of the grid holds; a larger paste is not even looked at
  const MOST_LETTERS = 1_000_000;
  let leaving = false;
  let entered = ""; // what stood in the cell when it was entered
  let before = null; // cells and their texts before the last paste

  // --- what changed
  const mark = (cell) => cell.classList.toggle("is-changed", cell.value.trim() !== cell.dataset.original);
  const changed = () => [...places.keys()].some((cell) => cell.value.trim() !== cell.dataset.original);
  const tell = () => document.body.dispatchEvent(new CustomEvent("figures:changed"));
  const put = (cell, text) => {
    cell.value = text;
    mark(cell);
  };
  grid.addEventListener("input", (event) => {
    if (!places.has(event.target)) return;
    mark(event.target);
    tell();
  });
  form.addEventListener("change", (event) => {
    if (!places.has(event.target)) tell();
  });
  form.addEventListener("submit", () => (leaving = true));
  window.addEventListener("pageshow", () => (leaving = false));
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && changed()) event.preventDefault();
  });

  // --- bad cells, as the server named them
  const show = () => {
    const problems = new Map([...document.querySelectorAll("#grid-state [data-wrong]")].map((p) => [p.dataset.wrong, p]));
    for (const cell of places.keys()) {
      const problem = problems.get(cell.name);
      cell.classList.toggle("is-invalid", Boolean(problem));
      if (problem) {
        cell.setAttribute("aria-invalid", "true");
        cell.setAttribute("aria-describedby", problem.id);
      } else {
        cell.removeAttribute("aria-invalid");
        cell.removeAttribute("aria-describedby");
      }
    }
  };
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id === "grid-state") show();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-goes]");
    const cell = link && document.getElementById(link.dataset.goes);
    if (!cell) return;
    event.preventDefault();
    pick(places.get(cell)[0]);
    cell.focus();
  });

  // --- keys
  const seen = (cell) => cell.offsetParent !== null;
  const go = (cell, down, right) => {
    let [r, c] = places.get(cell);
    do {
      r += down;
      c += right;
    } while (rows[r]?.[c] && !seen(rows[r][c]));
    const goal = rows[r]?.[c];
    if (goal) goal.focus();
    return Boolean(goal);
  };
  const whole = (cell) => cell.selectionStart === 0 && cell.selectionEnd === cell.value.length;
  grid.addEventListener("focusin", (event) => {
    if (!places.has(event.target)) return;
    entered = event.target.value;
    event.target.select();
  });
  grid.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (!places.has(cell) || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const atStart = whole(cell) || (cell.selectionStart === 0 && cell.selectionEnd === 0);
    const atEnd = whole(cell) || cell.selectionStart === cell.value.length;
    let moved = false;
    if (event.key === "Enter") {
      go(cell, event.shiftKey ? -1 : 1, 0);
      moved = true; // Enter never sends the form from a cell
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      go(cell, event.key === "ArrowDown" ? 1 : -1, 0);
      moved = true;
    } else if (event.key === "ArrowLeft" && atStart && !event.shiftKey) moved = go(cell, 0, -1);
    else if (event.key === "ArrowRight" && atEnd && !event.shiftKey) moved = go(cell, 0, 1);
    else if (event.key === "Escape") {
      put(cell, cell.value === entered ? cell.dataset.original : entered);
      cell.select();
      tell();
      moved = true;
    }
    if (moved) event.preventDefault();
  });

  // --- paste
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const say = (text, undo = false) => {
    const line = document.createElement("span");
    line.textContent = text;
    note.replaceChildren(line);
    if (undo) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-sm btn-outline-secondary";
      button.dataset.undoPaste = "";
      button.textContent = words.undo;
      note.append(" ", button);
    }
    note.hidden = false;
  };
  // A spreadsheet puts a cell with a line break or a quote into double quotes.
  const table = (text) => {
    const out = [[""]];
    let quoted = false;
    for (let i = 0; i < text.length; i++) {
      const letter = text[i];
      const row = out[out.length - 1];
      if (quoted) {
        if (letter === '"' && text[i + 1] === '"') row[row.length - 1] += text[++i];
        else if (letter === '"') quoted = false;
        else row[row.length - 1] += letter;
      } else if (letter === '"' && row[row.length - 1] === "") quoted = true;
      else if (letter === "\t") row.push("");
      else if (letter === "\n") out.push([""]);
      else row[row.length - 1] += letter;
    }
    return out;
  };
  note.addEventListener("click", (event) => {
    if (!event.target.closest("[data-undo-paste]") || !before) return;
    before.forEach(([cell, text]) => put(cell, text));
    before = null;
    note.hidden = true;
    tell();
  });
  grid.addEventListener("paste", (event) => {
    const cell = event.target;
    if (!places.has(cell)) return;
    const text = (event.clipboardData?.getData("text/plain") ?? "").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    if (!/[\t\n]/.test(text)) return; // one value: the browser's own paste
    event.preventDefault();
    let lines = 1;
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines++;
    if (lines > MOST_ROWS || text.length > MOST_LETTERS) {
      say(fill(words.tooMany, { rows: lines.toLocaleString("vi"), most: rows.length }));
      return;
    }
    const given = table(text);
    const wide = Math.max(...given.map((row) => row.length));
    const [top, left] = places.get(cell);
    const open = rows.slice(top).filter((row) => row.length && seen(row[0]));
    const room = rows[top].length - left;
    if (given.length > open.length || wide > room) {
      say(fill(words.outside, { rows: given.length, columns: wide, down: open.length, right: room }));
      return;
    }
    before = [];
    let blank = 0;
    given.forEach((row, r) =>
      row.forEach((value, c) => {
        const goal = open[r][left + c];
        if (!value.trim()) blank++;
        else {
          before.push([goal, goal.value]);
          put(goal, value.trim().replace(/\s+/g, " "));
        }
      }),
    );
    say(fill(words.pasted, { cells: before.length, blank }), true);
    tell();
  });

  // --- a phone shows one series at a time
  const chooser = document.getElementById("row-chooser");
  const pick = (index) => {
    grid.querySelectorAll("tr.current").forEach((row) => row.classList.remove("current"));
    grid.tBodies[0].rows[index]?.classList.add("current");
    if (chooser) chooser.value = String(index);
  };
  if (chooser) {
    grid.classList.add("one-at-a-time");
    chooser.addEventListener("change", () => pick(Number(chooser.value)));
    for (const button of document.querySelectorAll("[data-row-step]")) {
      button.addEventListener("click", () => {
        const next = Number(chooser.value) + Number(button.dataset.rowStep);
        if (rows[next]) pick(next);
      });
    }
    pick(0);
  }
  for (const cell of places.keys()) mark(cell);
  if (changed()) tell();
})();
