/* The matrix as a grid for keyboard and screen reader: one tab stop, arrows move inside. */

/** The table of a small map. */
class Grid {
  constructor(strategy, filter, table) {
    Object.assign(this, { strategy, filter, table, box: table.parentElement });
    this.lead = Number(table.dataset.lead);
    this.columns = filter.columns();
    this.rows = filter.rows(this.columns);
    this.active = [0, 0];
    this.selected = null;
    this.rowOf = new WeakMap();
    table.setAttribute("role", "grid");
    table.setAttribute("aria-colcount", strategy.columns.length + this.lead);
    this.collect();
    this.padScroll();
  }

  collect() {
    this.lines = [...this.table.querySelectorAll("tr.r")];
    this.lines.forEach((line, row) => this.rowOf.set(line, row));
    this.box.removeAttribute("tabindex");
  }

  /** Sticky headings must not hide the cell that has the focus. */
  padScroll() {
    const corner = this.table.querySelector(".names th");
    this.box.style.scrollPaddingBlockStart = `${this.table.tHead.offsetHeight}px`;
    this.box.style.scrollPaddingInline = `${corner.offsetWidth}px 4px`;
  }

  /** Show what the filter lets through. */
  update() {
    this.columns = this.filter.columns();
    this.rows = this.filter.rows(this.columns);
    this.shown = new Set(this.columns);
    if (!this.rows.includes(this.active[0])) this.active[0] = this.rows[0] ?? 0;
    if (!this.shown.has(this.active[1])) this.active[1] = this.columns[0] ?? 0;
    this.dressHead();
    this.paint();
  }

  dressHead() {
    const [families, names] = this.table.tHead.rows;
    this.strategy.columnGroups.forEach((group, index) => {
      families.cells[index + this.lead].hidden = !this.shown.has(group.first);
    });
    this.strategy.columns.forEach((_, column) => {
      names.cells[column + this.lead].hidden = !this.shown.has(column);
    });
  }

  paint() {
    const visible = new Set(this.rows);
    this.lines.forEach((line, row) => {
      line.hidden = !visible.has(row);
      if (!line.hidden) this.dress(line, row);
    });
    for (const body of this.table.tBodies) {
      body.hidden = [...body.rows].every((line) => line.hidden || line.className === "g");
    }
  }

  /** Mark what does not match, the tab stop and the chosen cell. */
  dress(line, row) {
    for (let column = 0; column < this.strategy.columns.length; column += 1) {
      const cell = line.cells[column + this.lead];
      cell.hidden = !this.shown.has(column);
      cell.classList.toggle("quiet", this.filter.active && !this.filter.matches(row, column));
      this.mark(cell, row, column);
    }
  }

  mark(cell, row, column) {
    const here = this.active[0] === row && this.active[1] === column;
    if (here) cell.tabIndex = 0;
    else cell.removeAttribute("tabindex");
    if (this.selected?.[0] === row && this.selected[1] === column) cell.setAttribute("aria-selected", "true");
    else cell.removeAttribute("aria-selected");
  }

  line(row) {
    return this.lines[row];
  }

  cell(row, column) {
    return this.line(row)?.cells[column + this.lead];
  }

  /** The row and column of an element inside the grid; null for headings. */
  locate(element) {
    const cell = element.closest("td");
    const row = cell && this.rowOf.get(cell.parentElement);
    return row === undefined || row === null || cell.cellIndex < this.lead ? null : [row, cell.cellIndex - this.lead];
  }

  /** Make a cell the tab stop, and focus it if asked to. */
  go(row, column, focus = true) {
    const before = this.active;
    this.active = [row, column];
    this.reveal(row);
    for (const [r, c] of [before, this.active]) {
      const cell = this.cell(r, c);
      if (cell) this.mark(cell, r, c);
    }
    const cell = this.cell(row, column);
    cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (focus) cell?.focus({ preventScroll: true });
  }

  /** A table has all its rows; a large map draws the row first. */
  reveal() {}

  /** Mark the cell whose panel is open, or none. */
  select(place) {
    const before = this.selected;
    this.selected = place;
    for (const spot of [before, place]) {
      const cell = spot && this.cell(...spot);
      if (cell) this.mark(cell, ...spot);
    }
  }

  /** Move by a key; returns false for keys that mean nothing here. */
  key(event) {
    const line = Math.max(0, this.rows.indexOf(this.active[0]));
    const place = Math.max(0, this.columns.indexOf(this.active[1]));
    const next = this.step(event, line, place);
    if (!next || !this.rows.length || !this.columns.length) return false;
    const clamp = (value, list) => list[Math.min(Math.max(value, 0), list.length - 1)];
    this.go(clamp(next[0], this.rows), clamp(next[1], this.columns));
    return true;
  }

  step(event, line, place) {
    const forward = getComputedStyle(this.table).direction === "rtl" ? -1 : 1;
    const page = Math.max(1, Math.floor(this.box.clientHeight / 36) - 3);
    const all = event.ctrlKey || event.metaKey;
    switch (event.key) {
      case "ArrowDown": return [line + 1, place];
      case "ArrowUp": return [line - 1, place];
      case "ArrowRight": return [line, place + forward];
      case "ArrowLeft": return [line, place - forward];
      case "PageDown": return [line + page, place];
      case "PageUp": return [line - page, place];
      case "Home": return [all ? 0 : line, 0];
      case "End": return [all ? Infinity : line, Infinity];
      default: return null;
    }
  }
}
