// Behaviour of every page. No inline script anywhere: things say what they do through data-* attributes.
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const words = $("#words").dataset;

  // --- requests: CSRF token, progress, errors as notices
  let busy = 0;
  const loading = $("#loading");
  const show = (change) => {
    busy = Math.max(0, busy + change);
    loading.classList.toggle("on", busy > 0);
  };
  const toast = (html) => {
    const box = $("#toasts");
    box.insertAdjacentHTML("afterbegin", html);
    arm(box);
  };
  const failed = () => {
    const note = document.createElement("div");
    note.className = "notice toast-notice tone-danger";
    note.setAttribute("role", "alert");
    const close = document.createElement("button");
    close.type = "button";
    close.className = "btn-close";
    close.dataset.dismiss = "";
    close.setAttribute("aria-label", words.close);
    const text = document.createElement("div");
    text.textContent = words.failed;
    note.append(text, close);
    $("#toasts").prepend(note);
  };
  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRFToken"] = $('meta[name="csrf-token"]').content;
    if (event.detail.elt.matches(".filter-bar")) {
      const given = event.detail.formData; // what is left empty stays out of the address
      for (const [name, value] of [...given]) if (value === "") given.delete(name);
    }
  });
  document.addEventListener("htmx:beforeRequest", () => show(1));
  document.addEventListener("htmx:afterRequest", () => show(-1));
  document.addEventListener("htmx:sendError", failed);
  document.addEventListener("htmx:timeout", failed);
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (xhr.status < 400) return;
    if (xhr.getResponseHeader("HX-Retarget")) {
      event.detail.shouldSwap = true; // a form that comes back with its errors
      return;
    }
    event.detail.shouldSwap = false;
    if (xhr.responseText.trimStart().startsWith("<div")) toast(xhr.responseText);
    else if (!xhr.getResponseHeader("HX-Redirect")) failed();
  });
  document.addEventListener("htmx:afterSwap", () => arm(document));
  // The filter bar stands outside the results it filters: it follows the address after a sort or a filter.
  document.addEventListener("htmx:pushedIntoHistory", () => {
    const query = new URLSearchParams(location.search);
    const sort = query.get("sap-xep") || "";
    const filtered = [...query].some(([name, value]) => value && name !== "sap-xep" && name !== "trang");
    for (const form of document.querySelectorAll(".filter-bar")) {
      const field = form.elements["sap-xep"];
      field.value = sort;
      field.disabled = !sort;
      $("[data-clear]", form).hidden = !filtered;
    }
  });
  window.addEventListener("pageshow", () => {
    busy = 0;
    loading.classList.remove("on");
  });

  // --- notices that fade; a table that scrolls in its box and holds nothing to focus is scrolled by keys too
  const arm = (root) => {
    for (const box of root.querySelectorAll(".table-box")) {
      const scrolls = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight;
      if (scrolls && !box.querySelector("a, button, input, select, textarea, [tabindex]")) box.tabIndex = 0;
    }
    for (const note of root.querySelectorAll("[data-fades]:not([data-armed])")) {
      note.dataset.armed = "";
      setTimeout(() => note.remove(), 6000);
    }
  };
  arm(document);

  // --- copying: data-copy names the field; where the clipboard is not given (a site without TLS) the old way is tried
  const copy = async (button) => {
    const field = $(button.dataset.copy);
    const said = $("[role=status]", button.parentElement);
    field.focus();
    field.select();
    let done = false;
    try {
      await navigator.clipboard.writeText(field.value);
      done = true;
    } catch {
      done = document.execCommand("copy");
    }
    said.textContent = done ? button.dataset.copied : button.dataset.uncopied;
  };

  // --- clicks
  document.addEventListener("click", (event) => {
    const at = (selector) => event.target.closest(selector);
    let found;
    if ((found = at("[data-dismiss]"))) found.closest(".notice").remove();
    else if ((found = at("[data-dialog]"))) $(`#${CSS.escape(found.dataset.dialog)}`).showModal();
    else if ((found = at("dialog [data-close]"))) found.closest("dialog").close();
    else if (at("[data-back]")) {
      if (document.referrer && history.length > 1) history.back();
      else location.assign("/");
    } else if (at("[data-print]")) window.print();
    else if ((found = at("[data-copy]"))) copy(found);
    else if ((found = at("tr[data-href]")) && !at("a, button, input, select, textarea, label, summary")) {
      if (!String(window.getSelection())) location.assign(found.dataset.href);
    }
  });

  // A form is sent once: the button rests until the answer is there.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    show(1);
    setTimeout(() => delete form.dataset.sent, 8000);
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
  });

  // --- keys: "/" searches, up and down (or j and k) walk the rows of a table, Enter opens one
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
  const rows = () => [...document.querySelectorAll("tr[data-href]")].filter((row) => row.offsetParent);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "/" && $("#search")) {
      event.preventDefault();
      $("#search").focus();
      $("#search").select();
      return;
    }
    const row = event.target.closest("tr[data-href]");
    if (row && event.key === "Enter" && event.target === row) location.assign(row.dataset.href);
    const down = event.key === "j" || (row && event.key === "ArrowDown");
    const up = event.key === "k" || (row && event.key === "ArrowUp");
    if (!down && !up) return;
    const all = rows();
    if (!all.length) return;
    event.preventDefault();
    const next = row ? all.indexOf(row) + (down ? 1 : -1) : 0;
    const goal = all[Math.min(all.length - 1, Math.max(0, next))];
    goal.tabIndex = 0;
    goal.focus();
    goal.scrollIntoView({ block: "nearest" });
  });
})();
