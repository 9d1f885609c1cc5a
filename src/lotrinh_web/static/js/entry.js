// The entry form saves itself a moment after typing stops, one request at a time. What was typed stays on the page
// whatever the answer is: a refusal or a conflict is said beside the buttons, a wrong figure at its field.
(() => {
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const saved = document.getElementById("saved");
  const version = document.getElementById("entry-version");
  const token = document.querySelector('meta[name="csrf-token"]').content;
  const PAUSE = 1500;
  const AGAIN = 10000;
  let timer = null;
  let busy = false;
  let dirty = false; // something on the page is not on the server
  let stale = false; // somebody else saved; the person decides what stays
  let leaving = false; // a submission of the form itself is under way
  let waiting = null; // the button that was pressed while a save was under way

  const say = (words, wrong = false) => {
    const line = document.createElement("span");
    line.className = wrong ? "saved-error" : "";
    line.textContent = words;
    saved.replaceChildren(line);
  };
  const later = (after) => {
    window.clearTimeout(timer);
    timer = window.setTimeout(save, after);
  };
  const atFields = () => {
    form.querySelectorAll(".field-error:not([hidden])").forEach((place) => {
      place.hidden = true;
      place.textContent = "";
    });
    form.querySelectorAll(".is-invalid").forEach((field) => field.classList.remove("is-invalid"));
    saved.querySelectorAll("[data-field]").forEach((note) => {
      const field = document.getElementById(note.dataset.field);
      const place = document.getElementById(`${note.dataset.field}-error`);
      if (!field || !place) return;
      field.classList.add("is-invalid");
      place.textContent = note.textContent;
      place.hidden = false;
      field.closest("details")?.setAttribute("open", "");
    });
  };
  const answered = async (answer) => {
    const words = answer.headers.get("Content-Type")?.startsWith("text/html") ? await answer.text() : "";
    if (answer.headers.get("HX-Redirect") || answer.redirected || !words.trim()) {
      say(form.dataset.signedOut, true);
      return;
    }
    saved.innerHTML = words;
    const fresh = saved.querySelector("[data-version]");
    if (fresh) version.value = fresh.dataset.version;
    stale = answer.status === 409;
    if (!fresh) dirty = true;
    atFields();
  };
  const save = async () => {
    window.clearTimeout(timer);
    if (busy || stale || leaving || !dirty) return;
    busy = true;
    dirty = false; // what is typed from here on is new again
    say(form.dataset.saving);
    try {
      await answered(
        await fetch(form.action, {
          method: "POST",
          headers: { "HX-Request": "true", "X-CSRFToken": token },
          body: new FormData(form),
        }),
      );
    } catch {
      dirty = true;
      say(form.dataset.failed, true);
      later(AGAIN);
    } finally {
      busy = false;
      if (waiting) {
        const button = waiting;
        waiting = null;
        form.requestSubmit(button);
      } else if (dirty && !stale && !saved.querySelector(".saved-error")) later(PAUSE);
    }
  };

  form.addEventListener("input", (event) => {
    dirty = true;
    if (!stale && !busy) say(form.dataset.dirty);
    if (!stale) later(PAUSE);
    if (event.target.matches("textarea")) same(event.target);
  });
  // A press during a save waits for it: the form would go out with the version that the save is just replacing.
  form.addEventListener("submit", (event) => {
    window.clearTimeout(timer);
    if (busy) {
      event.preventDefault();
      event.stopImmediatePropagation();
      waiting = event.submitter;
      return;
    }
    leaving = true;
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) leaving = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (dirty && !leaving) event.preventDefault();
  });
  window.addEventListener("online", () => later(0));

  // --- last time's words: copied on request, and flagged while they are the same
  const plain = (text) => text.toLowerCase().split(/\s+/).filter(Boolean).join(" ");
  const before = (task, part) =>
    form.querySelector(`[data-before="${CSS.escape(task)}"] [data-part="${part}"]`)?.textContent ?? "";
  const same = (field) => {
    const task = field.id.startsWith("narrative-") ? field.id.slice("narrative-".length) : "";
    const flag = task && form.querySelector(`[data-same="${CSS.escape(task)}"]`);
    if (flag) flag.hidden = !plain(field.value) || plain(field.value) !== plain(before(task, "narrative"));
  };
  const put = (field, words) => {
    if (!words || plain(field.value).includes(plain(words))) return;
    field.closest("details")?.setAttribute("open", "");
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
    const added = (field.value.trim() ? "\n" : "") + words;
    // insertText can be undone with the keyboard; where it is refused the text still arrives.
    if (!document.execCommand("insertText", false, added)) {
      field.value += added;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copies]");
    if (!button) return;
    const task = button.dataset.copies;
    for (const part of ["next_steps", "difficulty", "narrative"]) {
      const field = document.getElementById(`${part}-${task}`);
      if (field) put(field, before(task, part));
    }
  });
})();
