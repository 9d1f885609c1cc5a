// The forms of a report save themselves a moment after typing stops, one request at a time over the whole page. What
// was typed stays on the page whatever the answer is: a refusal or a conflict is said beside the buttons, a wrong figure
// at its field. A press in one form first saves what was typed in the other.
(() => {
  // Without scripts one form holds all that is typed, so that no press loses a part of it. Here each part saves itself:
  // the figures go back to their own form, each answer to its own.
  for (const part of document.querySelectorAll("[data-own-form]")) {
    part.setAttribute("form", part.dataset.ownForm);
    if (part.matches("input")) part.required = true;
  }
  for (const part of document.querySelectorAll("#figure-form [form=entry-form]")) part.removeAttribute("form");

  const forms = [...document.querySelectorAll("form[data-autosave]")];
  if (!forms.length) return;
  const token = document.querySelector('meta[name="csrf-token"]').content;
  const PAUSE = 1500;
  const AGAIN = 10000;
  let queue = Promise.resolve(); // saves go out one after another: each answer tells the version the next one needs
  let leaving = false; // a form itself is being submitted

  const autosaving = (form) => {
    const line = form.querySelector(".saved-line");
    let timer = null;
    let busy = false;
    let dirty = false; // something in the form is not on the server
    let stale = false; // somebody else saved; the person decides what stays
    let waiting = null; // the button that was pressed while a save was under way

    const say = (words, wrong = false) => {
      const span = document.createElement("span");
      span.className = wrong ? "saved-error" : "";
      span.textContent = words;
      line.replaceChildren(span);
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
      line.querySelectorAll("[data-field]").forEach((note) => {
        const field = document.getElementById(note.dataset.field);
        const place = document.getElementById(`${note.dataset.field}-error`);
        if (!field || !place) return;
        field.classList.add("is-invalid");
        place.textContent = note.textContent;
        place.hidden = false;
        field.closest("details")?.setAttribute("open", "");
      });
    };
    const kept = () => {
      const fresh = line.querySelector("[data-version]");
      if (fresh) {
        document.querySelectorAll("[data-version-field]").forEach((field) => (field.value = fresh.dataset.version));
      }
      line.querySelectorAll("[data-seen]").forEach((note) => {
        const field = document.getElementById(note.dataset.seen);
        if (field) field.value = note.textContent;
      });
    };
    const answered = async (answer) => {
      const words = answer.headers.get("Content-Type")?.startsWith("text/html") ? await answer.text() : "";
      if (answer.headers.get("HX-Redirect") || answer.redirected || !words.trim()) {
        dirty = true;
        say(form.dataset.signedOut, true);
        return;
      }
      line.innerHTML = words;
      kept();
      stale = answer.status === 409;
      if (!answer.ok) dirty = true;
      atFields();
    };
    const send = async () => {
      window.clearTimeout(timer);
      if (stale || leaving || !dirty) return;
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
        } else if (dirty && !stale && !line.querySelector(".saved-error")) later(PAUSE);
      }
    };
    const save = () => (queue = queue.then(send));

    form.addEventListener("input", () => {
      dirty = true;
      if (!stale && !busy) say(form.dataset.dirty);
      if (!stale) later(PAUSE);
    });
    window.addEventListener("online", () => later(0));

    return {
      form,
      save,
      say,
      open: () => dirty || busy,
      settled: () => {
        window.clearTimeout(timer);
        dirty = false;
      },
      // A press during a save waits for it: the form would go out with the version that the save is just replacing.
      hold: (button) => {
        if (busy) waiting = button;
        return busy;
      },
      show: () => (form.querySelector(".is-invalid") ?? line).scrollIntoView({ block: "center" }),
    };
  };
  const all = forms.map(autosaving);

  all.forEach((one) => {
    one.form.addEventListener("submit", async (event) => {
      const button = event.submitter;
      if (one.hold(button)) {
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
      const others = all.filter((other) => other !== one && other.open());
      if (others.length) {
        event.preventDefault();
        event.stopImmediatePropagation();
        await Promise.all(others.map((other) => other.save()));
        const unsaved = others.find((other) => other.open());
        if (unsaved) {
          one.say(one.form.dataset.other, true);
          unsaved.show();
        } else {
          one.form.requestSubmit(button);
        }
        return;
      }
      leaving = true;
      one.settled();
    });
  });
  // Any other form of the page (an answer to a remark) leaves the page too: what was typed goes out before it. Heard
  // on the way down, before a boosted form is sent off.
  const passing = new WeakSet();
  document.addEventListener(
    "submit",
    async (event) => {
      const form = event.target;
      if (passing.has(form) || all.some((one) => one.form === form)) return;
      const typed = all.filter((one) => one.open());
      if (!typed.length || !form.matches("[id^=answer-form-]")) return;
      const button = event.submitter;
      event.preventDefault();
      event.stopImmediatePropagation();
      await Promise.all(typed.map((one) => one.save()));
      const unsaved = typed.find((one) => one.open());
      if (unsaved) {
        unsaved.show();
        return;
      }
      passing.add(form);
      form.requestSubmit(button);
    },
    true,
  );
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) leaving = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && all.some((one) => one.open())) event.preventDefault();
  });

  // --- last time's words: copied on request, and flagged while they are the same
  const plain = (text) => text.toLowerCase().split(/\s+/).filter(Boolean).join(" ");
  const before = (task, part) =>
    document.querySelector(`[data-before="${CSS.escape(task)}"] [data-part="${part}"]`)?.textContent ?? "";
  const same = (field) => {
    const task = field.id.startsWith("narrative-") ? field.id.slice("narrative-".length) : "";
    const flag = task && document.querySelector(`[data-same="${CSS.escape(task)}"]`);
    if (flag) flag.hidden = !plain(field.value) || plain(field.value) !== plain(before(task, "narrative"));
  };
  document.addEventListener("input", (event) => {
    if (event.target.matches("form[data-autosave] textarea")) same(event.target);
  });
  // insertText can be undone with the keyboard; where it is refused the text still arrives.
  const type = (field, words) => {
    field.focus();
    if (document.execCommand("insertText", false, words)) return;
    field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const put = (field, words) => {
    if (!words || plain(field.value).includes(plain(words))) return;
    field.closest("details")?.setAttribute("open", "");
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
    type(field, (field.value.trim() ? "\n" : "") + words);
  };
  const replace = (field, words) => {
    if (!field || field.value === words) return;
    if (field.matches("select")) {
      field.value = words;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      return;
    }
    field.focus();
    field.select();
    type(field, words);
  };
  document.addEventListener("click", (event) => {
    const copies = event.target.closest("[data-copies]");
    if (copies) {
      const task = copies.dataset.copies;
      for (const part of ["next_steps", "difficulty", "narrative"]) {
        const field = document.getElementById(`${part}-${task}`);
        if (field) put(field, before(task, part));
      }
    }
    const repeats = event.target.closest("[data-repeats]");
    if (repeats) {
      for (const part of ["source", "currency", "kind", "value"]) {
        replace(document.getElementById(`${part}-${repeats.dataset.repeats}`), repeats.dataset[part]);
      }
    }
  });
})();
