// Draws `figure[data-chart]` from its Vega-Lite specification. The drawing library is fetched only where a page has
// a chart; expressions are interpreted (no eval), styles are attributes, so the strict content policy holds.
(() => {
  const me = document.currentScript;
  const NUMBERS = {
    vi: { decimal: ",", thousands: ".", grouping: [3], currency: ["", "\u00a0₫"] },
    en: { decimal: ".", thousands: ",", grouping: [3], currency: ["₫", ""] },
  };
  const month = (number) => `Tháng ${number}`;
  const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
  const DAYS = ["Chủ nhật", "Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy"];
  const TIMES = {
    vi: {
      dateTime: "%H:%M %d/%m/%Y",
      date: "%d/%m/%Y",
      time: "%H:%M",
      periods: ["sáng", "chiều"],
      days: DAYS,
      shortDays: ["CN", "T2", "T3", "T4", "T5", "T6", "T7"],
      months: MONTHS.map(month),
      shortMonths: MONTHS.map((number) => `Th${number}`),
    },
  };
  let library;
  const script = (src) =>
    new Promise((resolve, reject) => {
      const tag = document.createElement("script");
      tag.src = src;
      tag.onload = resolve;
      tag.onerror = () => reject(new Error(src));
      document.head.append(tag);
    });
  const load = async () => {
    await script(me.dataset.vega);
    await script(me.dataset.vegaLite);
    await script(me.dataset.vegaEmbed);
  };

  // A specification may name a colour of ours, "--lt-done"; it follows light and dark.
  const coloured = (value, style) => {
    if (typeof value === "string") return value.startsWith("--lt-") ? style.getPropertyValue(value).trim() : value;
    if (Array.isArray(value)) return value.map((item) => coloured(item, style));
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, coloured(item, style)]));
    }
    return value;
  };
  const config = (style) => {
    const colour = (name) => style.getPropertyValue(`--lt-${name}`).trim();
    const font = '"Be Vietnam Pro", "Noto Sans", sans-serif';
    const text = { labelColor: colour("muted"), titleColor: colour("muted"), labelFont: font, titleFont: font };
    return {
      background: "transparent",
      font,
      view: { stroke: null },
      axis: {
        ...text,
        gridColor: colour("line"),
        domainColor: colour("line-strong"),
        tickColor: colour("line-strong"),
        labelFontSize: 12,
        titleFontSize: 12,
        titleFontWeight: 500,
        labelPadding: 6,
      },
      axisX: { grid: false },
      legend: { ...text, labelFontSize: 12, titleFontSize: 12, orient: "bottom", labelColor: colour("text") },
      header: { ...text, labelFontSize: 12 },
      title: { color: colour("text"), font, fontSize: 14, fontWeight: 600, anchor: "start" },
      text: { color: colour("text"), font, fontSize: 12 },
      line: { color: colour("primary"), strokeWidth: 2.25 },
      point: { color: colour("primary"), size: 55 },
      bar: { color: colour("primary") },
      area: { color: colour("primary") },
      rule: { color: colour("muted") },
      range: {
        category: ["primary", "c2", "c3", "c4", "c5", "c6"].map(colour),
        heatmap: { scheme: "teals" },
      },
    };
  };

  const draw = async (figure) => {
    const language = document.documentElement.lang.startsWith("en") ? "en" : "vi";
    const box = figure.querySelector(".chart-picture");
    const source = document.getElementById(figure.dataset.chart);
    const style = getComputedStyle(document.documentElement);
    try {
      library = library || load();
      await library;
      await window.vegaEmbed(box, coloured(JSON.parse(source.textContent), style), {
        mode: "vega-lite",
        renderer: "svg",
        ast: true,
        actions: false,
        defaultStyle: false,
        tooltip: { disableDefaultStyle: true },
        formatLocale: NUMBERS[language],
        timeFormatLocale: TIMES[language],
        config: config(style),
      });
      figure.classList.add("drawn");
      box.querySelector("svg")?.setAttribute("aria-hidden", "true"); // the figure itself carries the description
    } catch (problem) {
      console.error(problem);
      box.textContent = document.getElementById("words").dataset.undrawn;
      const table = figure.querySelector("details");
      if (table) table.open = true;
    }
  };
  const drawAll = (again) => {
    for (const figure of document.querySelectorAll("figure[data-chart]")) {
      if (again || !figure.classList.contains("drawn")) draw(figure);
    }
  };
  drawAll(false);
  document.addEventListener("htmx:afterSettle", () => drawAll(false));
  document.addEventListener("lotrinh:theme", () => drawAll(true));
})();
