// The entry form saves itself a moment after typing stops; a refusal (somebody else saved meanwhile) stays visible.
(() => {
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const saved = document.getElementById("saved");
  const version = document.getElementById("entry-version");
  const token = document.querySelector('meta[name="csrf-token"]').content;
  let timer = null;
  let stopped = false;
  let busy = false;
  const save = async () => {
    if (stopped) return;
    if (busy) {
      timer = window.setTimeout(save, 800);
      return;
    }
    busy = true;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        headers: { "HX-Request": "true", "X-CSRFToken": token },
        body: new FormData(form),
      });
      const words = await answer.text();
      if (answer.status === 422) return;
      saved.innerHTML = words;
      const fresh = saved.querySelector("[data-version]");
      if (fresh) version.value = fresh.dataset.version;
      else stopped = true;
    } catch {
      saved.textContent = document.getElementById("words").dataset.failed;
    } finally {
      busy = false;
    }
  };
  form.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(save, 1500);
  });
  form.addEventListener("submit", () => {
    window.clearTimeout(timer);
    stopped = true;
  });
})();
