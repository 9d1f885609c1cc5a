// Before the first paint: the reader's choice of light or dark, else the system's.
(() => {
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const stored = () => {
    try {
      return localStorage.getItem("lotrinh-theme");
    } catch {
      return null; // storage is closed to us; the system's choice stands
    }
  };
  const apply = () => {
    root.dataset.bsTheme = stored() || (system.matches ? "dark" : "light");
    document.dispatchEvent(new CustomEvent("lotrinh:theme"));
  };
  root.classList.add("js");
  apply();
  system.addEventListener("change", apply);
  // Paper is white whatever the screen is.
  window.addEventListener("beforeprint", () => (root.dataset.bsTheme = "light"));
  window.addEventListener("afterprint", apply);
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-theme-toggle]")) return;
    try {
      localStorage.setItem("lotrinh-theme", root.dataset.bsTheme === "dark" ? "light" : "dark");
    } catch {
      return;
    }
    apply();
  });
})();
