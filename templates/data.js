"use strict";
/* The figures of the page: unpacked, and given names. See payload.py for the order of the lists. */

/** Unpack the figures that stand in the page. */
async function readFigures() {
  const packed = atob(document.getElementById("data").textContent.trim());
  const bytes = Uint8Array.from(packed, (letter) => letter.charCodeAt(0));
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Strategy(await new Response(plain).json());
}

/** Name the entries of a list. */
function named(list, names) {
  return Object.fromEntries(names.map((name, index) => [name, list[index]]));
}

const GROUP = ["name", "first", "count"];
const ROW = ["id", "name", "family", "share", "volume", "frequency", "personal", "causeOwner", "facts", "place"];
const COLUMN = ["id", "name", "family", "kind", "status", "owner", "authentication", "hours"];
const REASON = ["rule", "title", "because", "kind", "effect", "place", "source"];
const STATE = [
  "standing", "today", "target", "notHere", "status", "outcome", "limit", "reasons", "breaches",
  "route", "owner", "completesToday", "completesTarget", "note",
  "decided", "suspect", "measured",
];

/** The map as the page knows it. */
class Strategy {
  constructor(raw) {
    this.words = raw.words;
    this.groups = raw.groups.map((group) => named(group, GROUP));
    this.columnGroups = raw.columnGroups.map((group) => named(group, GROUP));
    this.rows = raw.rows.map((row) => named(row, ROW));
    this.columns = raw.columns.map((column) => named(column, COLUMN));
    this.reasons = raw.reasons.map((reason) => named(reason, REASON));
    this.states = raw.states.map((state) => named(state, STATE));
    this.raw = raw;
  }

  at(row, column) {
    return row * this.columns.length + column;
  }

  /** What is said about one cell; the same object for all cells that are alike. */
  state(row, column) {
    return this.states[this.raw.grid[this.at(row, column)]];
  }

  /** Where a cell is written, as `file:line:column`. */
  place(row, column) {
    const short = this.raw.places[this.at(row, column)];
    if (!short) return "";
    const [file, ...rest] = short.split(":");
    return [this.raw.files[file], ...rest].join(":");
  }

  /** The markup of a cell; only large maps carry it. */
  look(row, column) {
    return this.raw.looks[this.raw.lookGrid[this.at(row, column)]];
  }

  cellName(row, column) {
    return `${this.rows[row].id}/${this.columns[column].id}`;
  }

  /** Find `request/touchpoint`; null if there is no such cell. */
  find(name) {
    const [request, touchpoint] = name.split("/");
    const row = this.rows.findIndex((each) => each.id === request);
    const column = this.columns.findIndex((each) => each.id === touchpoint);
    return row < 0 || column < 0 ? null : [row, column];
  }
}
