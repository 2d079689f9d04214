/* Ties search, grid and panel together and keeps the address in step. */

/** Let the reader choose light or dark; the choice is kept where the browser allows it. */
function startTheme() {
  const button = document.getElementById("theme");
  if (!button) return;
  const root = document.documentElement;
  const set = (theme) => {
    root.dataset.theme = theme;
    button.setAttribute("aria-pressed", String(theme === "dark"));
  };
  try { set(localStorage.getItem("ecaremap-theme") ?? preferred()); } catch { set(preferred()); }
  button.hidden = false;
  button.addEventListener("click", () => {
    set(root.dataset.theme === "dark" ? "light" : "dark");
    try { localStorage.setItem("ecaremap-theme", root.dataset.theme); } catch { /* a file may keep nothing */ }
  });
}

function preferred() {
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** The page as a whole. */
class Page {
  constructor(strategy, table) {
    this.strategy = strategy;
    this.filter = new Filter(strategy);
    this.panel = new Panel(strategy);
    this.controls = document.getElementById("controls");
    table.parentElement.hidden = false;
    document.getElementById("no-map")?.remove();
    this.grid = new (table.hasAttribute("data-large") ? LargeGrid : Grid)(strategy, this.filter, table);
    if (this.controls) this.listenToControls();
    this.listenToGrid();
    addEventListener("hashchange", () => this.follow());
    this.follow();
  }

  listenToControls() {
    this.controls.hidden = false;
    this.controls.addEventListener("submit", (event) => event.preventDefault());
    this.controls.addEventListener("input", (event) => {
      if (event.target.id in this.filter) this.filter[event.target.id] = event.target.value;
      this.apply();
    });
    this.controls.addEventListener("click", ({ target }) => {
      const mark = target.dataset.show;
      if (!mark) return;
      if (!this.filter.show.delete(mark)) this.filter.show.add(mark);
      this.apply();
    });
    this.controls.addEventListener("reset", (event) => {
      event.preventDefault();
      this.filter.clear();
      this.apply();
      document.getElementById("q")?.focus();
    });
  }

  listenToGrid() {
    const { box } = this.grid;
    box.addEventListener("click", ({ target }) => {
      const place = this.grid.locate(target);
      if (place) this.open(...place);
    });
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") this.open(...this.grid.active);
      else if (event.altKey || !this.grid.key(event)) return;
      event.preventDefault();
    });
    addEventListener("keydown", ({ key }) => {
      if (key === "Escape" && this.panel.open) this.close();
    });
    document.getElementById("close")?.addEventListener("click", () => this.close());
  }

  open(row, column) {
    this.grid.select([row, column]);
    this.panel.show(row, column);
    this.grid.go(row, column, false);
    this.remember();
  }

  close() {
    this.panel.hide();
    const place = this.grid.selected;
    this.grid.select(null);
    this.remember();
    if (place) this.grid.go(...place);
  }

  /** Show what the filters ask for, and say how much that is. */
  apply() {
    this.grid.update();
    const { rows, strategy } = this.grid;
    const found = document.getElementById("found");
    if (found) found.textContent = this.filter.active ? `${rows.length} of ${strategy.rows.length} requests` : "";
    for (const id of ["q", "requests", "touchpoints", "degree"]) {
      const field = document.getElementById(id);
      if (field && field.value !== this.filter[id]) field.value = this.filter[id];
    }
    for (const button of document.querySelectorAll("[data-show]")) {
      button.setAttribute("aria-pressed", String(this.filter.show.has(button.dataset.show)));
    }
    const reset = document.getElementById("reset");
    if (reset) reset.hidden = !this.filter.active;
    this.remember();
  }

  /** Keep the address in step, without a new entry in the history. */
  remember() {
    const cell = this.grid.selected && this.strategy.cellName(...this.grid.selected);
    const fragment = this.filter.fragment(cell);
    const now = location.hash.slice(1);
    if (fragment === now || (!fragment && !now.includes("="))) return;
    history.replaceState(null, "", fragment ? `#${fragment}` : location.pathname + location.search);
  }

  /** Follow the address: a deep link, or a link inside the page. */
  follow() {
    const fragment = location.hash.slice(1);
    const asked = fragment.includes("=");
    const place = asked ? this.strategy.find(this.filter.read(fragment)) : null;
    if (place) this.grid.selected = place;
    this.apply();
    if (!place) return;
    this.open(...place);
    this.grid.box.scrollIntoView({ block: "start" });
  }
}

/** Start the page; without a browser that can unpack the figures the static page stays. */
async function start() {
  startTheme();
  startGaps();
  startChapters();
  const table = document.getElementById("matrix");
  if (!table || !("DecompressionStream" in globalThis)) return;
  new Page(await readFigures(), table);
  document.documentElement.dataset.ready = "";
}

start();
