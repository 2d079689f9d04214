/* The gaps' filters, and the chapter a reader is in. */

/** Filters over the rows of all gap tables; every choice narrows. */
class GapFilter {
  constructor(form, list) {
    Object.assign(this, { form, list });
    this.picks = [...form.querySelectorAll("[data-filter]")];
    this.rows = [...list.querySelectorAll("tr[data-kind]")];
    this.folds = [...list.querySelectorAll("details.group, details.rest")];
    form.hidden = !this.picks.length;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => this.apply());
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      for (const pick of this.picks) pick.value = "";
      this.apply();
      this.picks[0].focus();
    });
  }

  apply() {
    const wanted = this.picks.filter((pick) => pick.value);
    const found = this.rows.filter((row) => {
      row.hidden = wanted.some((pick) => row.dataset[pick.dataset.filter] !== pick.value);
      return !row.hidden;
    });
    for (const part of this.list.querySelectorAll("section, details.group, details.rest, .list")) {
      part.hidden = !part.querySelector("tr[data-kind]:not([hidden])");
    }
    // What was asked for must be in view; without a filter the page folds again.
    for (const fold of this.folds) fold.open = wanted.length > 0;
    this.form.querySelector("[type=reset]").hidden = !wanted.length;
    this.form.querySelector(".found").textContent = wanted.length ? `${found.length} of ${this.rows.length}` : "";
  }
}

function startGaps() {
  const form = document.getElementById("gap-filters");
  const list = document.getElementById("gap-list");
  if (form && list) new GapFilter(form, list);
}

/** Mark the chapter in view in the navigation. */
function startChapters() {
  const links = new Map([...document.querySelectorAll(".top nav a")].map((link) => [link.hash.slice(1), link]));
  const sections = [...document.querySelectorAll("main > section")].filter((section) => links.has(section.id));
  let current = null;
  const mark = () => {
    const line = innerHeight / 3;
    const last = sections.findLast((section) => section.getBoundingClientRect().top < line) ?? sections[0];
    if (last === current) return;
    if (current) links.get(current.id).removeAttribute("aria-current");
    current = last;
    if (current) links.get(current.id).setAttribute("aria-current", "true");
  };
  addEventListener("scroll", () => requestAnimationFrame(mark), { passive: true });
  mark();
}
