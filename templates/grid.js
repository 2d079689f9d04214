/* The matrix as a grid for keyboard and screen reader: one tab stop, arrows move inside.
   Small maps stand in the page as a table; of a large one only the rows in view are drawn. */

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

/** A large map: rows of equal height, drawn when they come into view. */
class LargeGrid extends Grid {
  collect() {
    this.body = this.table.tBodies[0];
    this.drawn = new Map();
    this.items = [];
    this.height = 36;
    this.gaps = [gap(), gap()];
    this.box.addEventListener("scroll", () => requestAnimationFrame(() => this.draw()), { passive: true });
    addEventListener("resize", () => this.draw());
  }

  line(row) {
    return this.drawn.get(this.itemOf?.get(row));
  }

  paint() {
    const visible = new Set(this.rows);
    this.items = [];
    for (const group of this.strategy.groups) {
      const rows = range(group.first, group.first + group.count).filter((row) => visible.has(row));
      if (rows.length) this.items.push({ group, count: rows.length }, ...rows.map((row) => ({ row })));
    }
    this.itemOf = new Map(this.items.map((item, index) => [item.row, index]));
    this.table.setAttribute("aria-rowcount", this.items.length + 2);
    this.drawn.clear();
    this.body.replaceChildren(...this.gaps);
    this.draw();
  }

  /** Draw the rows in view and a few more; rows that stay are kept as they are. */
  draw() {
    const first = Math.max(0, Math.floor(this.box.scrollTop / this.height) - 4);
    const last = Math.min(this.items.length, first + Math.ceil(this.box.clientHeight / this.height) + 8);
    const held = this.body.contains(document.activeElement);
    for (const [index, line] of this.drawn) {
      if (index >= first && index < last) continue;
      line.remove();
      this.drawn.delete(index);
    }
    let after = this.gaps[0];
    for (let index = first; index < last; index += 1) {
      const line = this.drawn.get(index) ?? this.build(index);
      if (after.nextSibling !== line) after.after(line);
      after = line;
    }
    this.stretch(first, this.items.length - last);
    const present = Boolean(this.cell(...this.active));
    this.box.tabIndex = present ? -1 : 0;
    // The row with the focus went out of view: keep the keyboard inside the grid.
    if (held && !this.body.contains(document.activeElement)) this.box.focus({ preventScroll: true });
  }

  stretch(above, below) {
    this.gaps[0].firstChild.style.height = `${above * this.height}px`;
    this.gaps[1].firstChild.style.height = `${below * this.height}px`;
    this.gaps.forEach((line, index) => { line.hidden = ![above, below][index]; });
  }

  build(index) {
    const { group, row, count } = this.items[index];
    const line = document.createElement("tr");
    line.setAttribute("aria-rowindex", index + 3);
    line.className = group ? "g" : "r";
    if (group) this.fillGroup(line, group, count);
    else this.fill(line, row);
    this.drawn.set(index, line);
    return line;
  }

  fillGroup(line, group, count) {
    const name = element("span", "", group.name || "Requests", " ");
    name.append(element("small", "", String(count)));
    const head = element("th", "", name);
    head.scope = "rowgroup";
    head.colSpan = this.columns.length + this.lead;
    line.append(head);
  }

  fill(line, row) {
    // Looks come from the packaged scale only; names from the strategy are set as text.
    line.innerHTML = this.strategy.columns.map((_, column) => this.strategy.look(row, column)).join("");
    const { name, share, frequency, personal } = this.strategy.rows[row];
    const head = element("th", "", name);
    head.scope = "row";
    head.title = personal ? `${name}: stays personal` : name;
    const lead = this.lead > 1 ? [element("td", "lead", share || frequency)] : [];
    line.prepend(head, ...lead);
    this.rowOf.set(line, row);
    this.dress(line, row);
  }

  reveal(row) {
    const item = this.itemOf.get(row);
    if (item === undefined) return;
    const top = item * this.height;
    const room = this.box.clientHeight - this.table.tHead.offsetHeight - this.height;
    if (top < this.box.scrollTop) this.box.scrollTop = top;
    else if (top > this.box.scrollTop + room) this.box.scrollTop = top - room;
    this.draw();
  }
}

function range(first, end) {
  return Array.from({ length: end - first }, (_, index) => first + index);
}

/** A row that stands for the rows out of view. */
function gap() {
  const line = document.createElement("tr");
  line.className = "gap";
  line.setAttribute("aria-hidden", "true");
  line.append(document.createElement("td"));
  return line;
}
