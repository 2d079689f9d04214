/* The side panel: all that is known about one cell, in words. */

/** Make an element with a class and children; texts are never read as markup. */
function element(tag, className = "", ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children.filter((child) => child !== "" && child !== null));
  return made;
}

/** Texts in one line, with a dot between them. */
function dotted(texts) {
  return element("p", "small", ...texts.filter(Boolean).map((text) => element("span", "", text)));
}

/** The panel beside the map. */
class Panel {
  constructor(strategy) {
    this.strategy = strategy;
    this.frame = document.getElementById("panel");
    this.body = document.getElementById("panel-body");
  }

  get open() {
    return !this.frame.hidden;
  }

  /** Show a cell and take the focus there. */
  show(row, column) {
    const state = this.strategy.state(row, column);
    const request = this.strategy.rows[row];
    const touchpoint = this.strategy.columns[column];
    const title = element("h2", "", `${request.name}: ${touchpoint.name}`);
    title.id = "panel-title";
    title.tabIndex = -1;
    this.body.replaceChildren(
      element("p", "path", [request.family, touchpoint.family].filter(Boolean).join(" · ")),
      title,
      ...this.steps(state),
      ...this.measured(state),
      ...this.breaches(state),
      ...this.decision(state),
      ...this.decided(state),
      ...this.facts(state, request, touchpoint),
      ...section("Note", state.note && element("p", "", state.note)),
      ...section("Written in", ...this.places(row, column)),
    );
    this.frame.hidden = false;
    this.frame.scrollTop = 0;
    document.body.classList.add("reading");
    title.focus({ preventScroll: true });
  }

  hide() {
    this.frame.hidden = true;
    document.body.classList.remove("reading");
  }

  /** Today and the target, each as a word, a phrase, and whether customers finish here. */
  steps(state) {
    if (state.standing !== "written") return this.unwritten(state);
    const same = state.today === state.target;
    if (same) return [this.step("Today and target", state.today, state.completesTarget)];
    return [this.step("Today", state.today, state.completesToday), this.step("Target", state.target, state.completesTarget)];
  }

  step(name, degree, completes) {
    const [glyph, word, phrase, css] = this.strategy.words.degrees[degree] ?? ["", degree, "", ""];
    const finish = completes ? "Customers can finish here." : "Customers cannot finish here.";
    return element("div", "step", element("p", "", name), element(
      "div", "", element("span", `chip ${css}`, element("b", "", glyph), word),
      element("p", "", phrase), element("p", "small", finish),
    ));
  }

  unwritten(state) {
    const [glyph, word, phrase] = this.strategy.words.standings[state.standing];
    const css = state.standing === "undecided" ? "open" : "never";
    return [element("div", "step", element("p", "", "Standing"), element(
      "div", "", element("span", `chip ${css}`, element("b", "", glyph), word),
      element("p", "", phrase), state.notHere && element("p", "", state.notHere),
    ))];
  }

  breaches(state) {
    const notes = state.breaches.map(([when, reason, severity, sentence]) => element(
      "div", `note ${severity}`,
      element("b", "", `${this.strategy.words.states[when] ?? when}: ${severity}`),
      element("p", "", sentence),
      dotted([this.strategy.reasons[reason]?.title]),
    ));
    return section("Breaks a rule", ...notes);
  }

  decision(state) {
    const [, word, phrase] = this.strategy.words.outcomes[state.outcome];
    const limit = this.strategy.words.degrees[state.limit]?.[1] ?? state.limit;
    const reasons = state.reasons.map((index) => this.reason(this.strategy.reasons[index]));
    if (state.standing !== "written" && !reasons.length) return [];
    const because = state.outcome === "allowed" && reasons.length ? "These rules speak about it." : phrase;
    const summary = `${word[0].toUpperCase()}${word.slice(1)}${limit ? `: at most ${limit}` : ""}. ${because}`;
    return section("Decision", element("p", "", summary), ...reasons);
  }

  /** Who decided on the cell, and which facts moved since that was signed. */
  decided(state) {
    const moved = (state.suspect ?? []).map((words) => element("p", "", words));
    return section(
      "Decided", state.decided && element("p", "", `By ${state.decided}`),
      moved.length && element("div", "note warning", element("b", "", "Suspect: what it rests on has changed"), ...moved),
    );
  }

  /** What a contact log says, beside what the map claims. */
  measured(state) {
    const claims = (state.measured ?? []).map(([title, claim, found, sure, changed, few, wrong]) => element(
      "div", wrong ? "note warning" : "claim",
      element("b", "", wrong ? `${title}: measured otherwise` : title),
      element("p", few ? "few" : "", `${claim ? `Claimed ${claim}; measured` : "Measured"}: ${found}${changed && `, ${changed}`}`),
      dotted(sure.split("; ")),
    ));
    return section("Claimed and measured", ...claims);
  }

  reason(reason) {
    return element(
      "div", "reason note",
      element("b", "", reason.title), " ", element("span", "tag", reason.kind),
      reason.because && element("p", "", reason.because),
      reason.effect && element("p", "", `Effect: ${reason.effect}`),
      dotted([reason.source, reason.rule]),
      reason.place && element("code", "", reason.place),
    );
  }

  facts(state, request, touchpoint) {
    return [
      ...section("Here", pairs([
        ["Status", state.status || touchpoint.status], ["Owner", state.owner || touchpoint.owner || "nobody yet"],
        ["Way to a person", state.route || "not said"], ["Login", touchpoint.authentication],
        ["Hours", touchpoint.hours], ["Kind", touchpoint.kind],
      ])),
      ...section("The request", pairs([
        ["Share of needs", request.share], ["Needs per period", request.volume],
        ["How often", request.share ? "" : request.frequency], ["Stays personal", request.personal],
        ...request.facts, ["Could remove the cause", request.causeOwner],
      ])),
    ];
  }

  places(row, column) {
    const places = [this.strategy.place(row, column), this.strategy.rows[row].place];
    return [...new Set(places)].filter(Boolean).map((place) => element("p", "", element("code", "", place)));
  }
}

/** A heading with what belongs to it; nothing at all if there is nothing to say. */
function section(title, ...content) {
  const said = content.filter(Boolean);
  return said.length ? [element("h3", "", title), ...said] : [];
}

/** A list of labels and words without the empty ones. */
function pairs(list) {
  const said = list.filter(([, word]) => word);
  return said.length && element("dl", "pairs", ...said.flatMap(([name, word]) => [element("dt", "", name), element("dd", "", word)]));
}
