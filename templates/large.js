/* The grid of a large map: the same behaviour, but only the rows in view are in the page. */

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
