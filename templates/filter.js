/* Which cells a reader asked for, and how that is written in the address. */

/** Search and filters over a strategy. */
class Filter {
  constructor(strategy) {
    this.strategy = strategy;
    this.rowText = strategy.rows.map((row) => `${row.name} ${row.id} ${row.family}`.toLowerCase());
    this.columnText = strategy.columns.map((c) => `${c.name} ${c.id}`.toLowerCase());
    this.clear();
  }

  clear() {
    this.q = "";
    this.requests = "";
    this.touchpoints = "";
    this.degree = "";
    this.show = new Set();
  }

  /** Does anything narrow the map? */
  get active() {
    return Boolean(this.q.trim() || this.requests || this.touchpoints || this.degree || this.show.size);
  }

  /** Every word must stand in the request's or the touchpoint's name. */
  matches(row, column) {
    const words = this.q.toLowerCase().split(/\s+/).filter(Boolean);
    const found = words.every((w) => this.rowText[row].includes(w) || this.columnText[column].includes(w));
    return found && this.fits(this.strategy.state(row, column));
  }

  fits(state) {
    if (this.degree && state.today !== this.degree && state.target !== this.degree) return false;
    if (this.show.has("changes") && (state.standing !== "written" || state.today === state.target)) return false;
    if (this.show.has("breaches") && !state.breaches.length) return false;
    if (this.show.has("contradicted") && !contradicted(state)) return false;
    return !this.show.has("undecided") || state.standing === "undecided";
  }

  /** The columns of the chosen family of touchpoints. */
  columns() {
    return indexes(this.strategy.columns, this.strategy.columnGroups, this.touchpoints);
  }

  /** The rows of the chosen family with at least one matching cell. */
  rows(columns) {
    const rows = indexes(this.strategy.rows, this.strategy.groups, this.requests);
    return this.active ? rows.filter((row) => columns.some((column) => this.matches(row, column))) : rows;
  }

  /** Write the filters, and the open cell, as the address's fragment. */
  fragment(cell) {
    const parts = { cell, q: this.q.trim(), requests: this.requests, touchpoints: this.touchpoints, degree: this.degree, show: [...this.show].join(",") };
    return Object.entries(parts)
      .filter(([, value]) => value)
      .map(([key, value]) => `${key}=${encodeURIComponent(value).replaceAll("%2F", "/").replaceAll("%2C", ",")}`)
      .join("&");
  }

  /** Read a fragment; returns the name of the cell it asks for. */
  read(fragment) {
    const asked = new URLSearchParams(fragment.replaceAll("+", "%2B"));
    this.clear();
    for (const key of ["q", "requests", "touchpoints", "degree"]) this[key] = asked.get(key) ?? "";
    const marks = (asked.get("show") ?? "").split(",");
    this.show = new Set(["changes", "breaches", "undecided", "contradicted"].filter((mark) => marks.includes(mark)));
    return asked.get("cell") ?? "";
  }
}

/** Was something measured otherwise than the map claims? */
function contradicted(state) {
  return (state.measured ?? []).some((claim) => claim[6]);
}

/** The indexes of a list, or of the group with the given name only. */
function indexes(list, groups, name) {
  const all = list.map((_, index) => index);
  if (!name) return all;
  return groups.filter((g) => g.name === name).flatMap((g) => all.slice(g.first, g.first + g.count));
}
