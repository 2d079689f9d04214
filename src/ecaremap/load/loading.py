"""Loading a strategy: files, layers, short forms, declaration."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from ecaremap.load import expand, layers, packs
from ecaremap.load.discover import evidence_paths, repository_root, strategy_files
from ecaremap.load.problems import Problems, Unreadable
from ecaremap.load.reader import decode, read_bytes
from ecaremap.load.signatures import NAME, read_signatures, signatures_path
from ecaremap.load.yaml_events import parse, paused_collector
from ecaremap.model.finding import Finding, Related, order
from ecaremap.model.measured import Measured
from ecaremap.model.project import Loaded, Project
from ecaremap.model.signing import Signatures
from ecaremap.model.source import Layer, SourceFile, Sources, Span
from ecaremap.model.strategy import FORMAT_VERSION, Strategy
from ecaremap.model.suggest import did_you_mean
from ecaremap.model.tree import Items, Table

MAX_EXTENDS = 20


def load(path: str | Path, scenario: str | None = None, instead: Mapping[str, Path] | None = None) -> Loaded:
    """Read a strategy from a file or a folder.

    All findings of one run come back together; `project` is None when what was read is no strategy.

    Args:
        path: the file or folder.
        scenario: whose figures to lay on top.
        instead: files to read in place of packs that ship, by the name of the pack.

    Raises:
        Unreadable: nothing to read at `path`.
    """
    session = Session(instead=instead or {})
    root = Path(path)
    with paused_collector():
        own = session.read_layer(strategy_files(root), "own")
        tree = session.stack(own, root)
        session.lay_evidence(tree, [(_shown(path), read_bytes(path)) for path in evidence_paths(root)])
        if scenario is None:
            session.read_signed(signatures_path(root))
        return session.finish(tree, str(path), scenario)


def load_text(
    data: bytes,
    name: str = "<stdin>",
    scenario: str | None = None,
    signed: bytes | None = None,
    evidence: Mapping[str, bytes] | None = None,
) -> Loaded:
    """Read a strategy from bytes, standard input say.

    Args:
        data: the strategy.
        name: how to call it.
        scenario: whose figures to lay on top.
        signed: what its file of signatures holds, if there is one.
        evidence: what its evidence files hold, by name.
    """
    session = Session()
    with paused_collector():
        tree = session.read_text(data, name, "own")
        own = layers.join([tree] if tree is not None else [], session.problems)
        expand.expand_sections(own)
        tree = session.stack(own, Path.cwd())
        session.lay_evidence(tree, sorted((evidence or {}).items()))
        if signed is not None:
            session.take_signed(signed, NAME)
        return session.finish(tree, name, scenario)


@dataclass
class Session:
    """One run: the texts read so far and the problems found.

    Attributes:
        signatures: of decisions; None where nobody looked, as a scenario's figures are not what was signed.
        instead: files to read in place of packs that ship.
    """

    files: list[SourceFile] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)
    broken: bool = False
    signatures: Signatures | None = None
    evidence: Measured | None = None
    instead: Mapping[str, Path] = field(default_factory=dict)

    def read_text(self, data: bytes, name: str, layer: Layer) -> Table | None:
        """One text as a tree; None when it holds nothing usable, with the reason recorded."""
        number = len(self.files)
        self.files.append(SourceFile(number, name, "", layer))
        self.problems.broken = False
        text = decode(data, number, self.problems)
        if text is None:
            self.files[number] = SourceFile(number, name, data.decode("utf-8", "replace"), layer)
            self.broken = True
            return None
        self.files[number] = SourceFile(number, name, text, layer)
        tree = parse(text, number, self.problems)
        if self.problems.broken:
            self.broken = True
            return None
        if isinstance(tree, Table):
            return tree
        if tree is None:
            if not text.strip():
                self._empty(number, "The file is empty.")
            return Table()
        shape = "a list" if isinstance(tree, Items) else "one text"
        self.problems.add(
            "M203", f"The file holds {shape}, but a strategy is made of entries (key: value).",
            Span(number, 1, 1, 1, 2), help="begin with ecaremap: 1 and name: …, each on its own line",
        )  # fmt: skip
        self.broken = True
        return None

    def _empty(self, number: int, message: str) -> None:
        self.problems.add(
            "Y114", message, Span(number, 1, 1, 1, 2),
            help="begin with ecaremap: 1 and name: …, or start with: ecaremap init my-strategy",
        )  # fmt: skip
        self.broken = True

    def read_layer(self, paths: list[Path], layer: Layer) -> Table:
        """Several files side by side as one tree, short forms of sections written out."""
        trees = []
        for path in paths:
            tree = self.read_text(read_bytes(path), _shown(path), layer)
            if tree is not None:
                expand.expand_sections(tree)
                trees.append(tree)
        return layers.join(trees, self.problems)

    def stack(self, own: Table, root: Path) -> Table:
        """The strategy's own tree on top of what it extends, on top of its packs."""
        bounds = repository_root(root)
        here = root if root.is_dir() else root.parent
        below = self._extended(own, here, bounds, [root.resolve()])
        tree = own if below is None else layers.overlay(below, own)
        self._add_packs(tree)
        return tree

    def _extended(self, tree: Table, here: Path, bounds: Path, chain: list[Path]) -> Table | None:
        names = tree.get("extends")
        if not isinstance(names, Items):
            return None
        merged: Table | None = None
        for name, mark in zip(names, names.marks, strict=True):
            if not isinstance(name, str):
                continue  # said elsewhere
            target = (here / name).resolve()
            reason = self._refusal(target, bounds, chain)
            if reason:
                self.problems.add("M216", *reason[:1], mark.value(), help=reason[1])
                continue
            try:
                base = self.read_layer(strategy_files(target), "extends")
            except Unreadable as error:
                self.problems.add("M216", error.message, mark.value(), help=error.fix)
                continue
            folder = target if target.is_dir() else target.parent
            deeper = self._extended(base, folder, bounds, [*chain, target])
            base = base if deeper is None else layers.overlay(deeper, base)
            merged = base if merged is None else layers.overlay(merged, base)
        return merged

    def _refusal(self, target: Path, bounds: Path, chain: list[Path]) -> tuple[str, str] | None:
        if bounds != target and bounds not in target.parents:
            return (
                "This leaves the repository.",
                "keep what is extended inside the repository of the strategy",
            )
        if target in chain or len(chain) > MAX_EXTENDS:
            return "This strategy extends itself.", "remove one of the links of the circle"
        if not target.exists():
            return f"There is no '{_shown(target)}' to extend.", "check the path"
        return None

    def _add_packs(self, tree: Table) -> None:
        names = tree.get("packs")
        if not isinstance(names, Items):
            return
        rules = Items()
        for name, mark in zip(names, names.marks, strict=True):
            if not isinstance(name, str):
                continue  # said elsewhere
            if name not in self.instead and name not in packs.pack_names():
                fix = did_you_mean(name, packs.pack_names())
                self.problems.add("M215", f"There is no pack '{name}'.", mark.value(), help=fix)
                continue
            own = self.instead.get(name)
            file, shown = (own, _shown(own)) if own else (packs.pack_path(name), f"pack:{name}")
            pack = self.read_text(read_bytes(file), shown, "pack")
            if pack is None:
                continue
            if isinstance(pack.get("library"), Table):
                expand.fill_from_library(tree, pack["library"])
            named = packs.namespaced_rules(name, pack)
            for rule, rule_mark in zip(named, named.marks, strict=True):
                rules.add(rule, rule_mark)
        self._put_rules(tree, rules)

    def _put_rules(self, tree: Table, rules: Items) -> None:
        """The packs' rules before the strategy's own, which may not redefine them."""
        known = {rule["id"]: rule.marks["id"].value() for rule in rules}
        own = tree.get("rules")
        if isinstance(own, Items):
            for rule, mark in zip(own, own.marks, strict=True):
                name = rule.get("id") if isinstance(rule, Table) else None
                if isinstance(name, str) and name in known:
                    self.problems.add(
                        "M217", f"'{name}' belongs to a pack and cannot be redefined.",
                        rule.marks["id"].value(),
                        related=(Related(known[name], "the pack's rule"),),
                        help=f"write a rule of your own that lifts it: then: {{lift: [{name}]}}",
                    )  # fmt: skip
                else:
                    rules.add(rule, mark)
        if rules:
            tree.put("rules", rules, tree.marks.get("rules", tree.marks["packs"]))

    def lay_evidence(self, tree: Table, texts: list[tuple[str, bytes]]) -> None:
        """What was measured over what the strategy claims."""
        if texts:
            # Only a strategy that was measured pays for it.
            from ecaremap.load.evidence import lay_over, read_texts

            files, sources = read_texts(texts, len(self.files))
            self.files += sources
            self.evidence = lay_over(tree, files)

    def read_signed(self, path: Path) -> None:
        """The signatures beside the strategy; no file means that nothing is signed yet."""
        if path.is_file():
            self.take_signed(read_bytes(path), _shown(path))
        else:
            self.signatures = Signatures(_shown(path), {})

    def take_signed(self, data: bytes, name: str) -> None:
        """The signatures in a text."""
        self.signatures, text = read_signatures(data, name, len(self.files))
        self.files.append(SourceFile(len(self.files), name, text, "signatures"))

    def finish(self, tree: Table, root: str, scenario: str | None) -> Loaded:
        """The tree held against the declaration."""
        if scenario is not None:
            tree = self._with_scenario(tree, scenario)
        expand.expand_strategy(tree)
        if not tree and not self.problems.findings:
            self._empty(0, "There is nothing but comments.")
        strategy = None if self.broken else self._validate(tree)
        sources = Sources(tuple(self.files))
        findings = tuple(sorted(self.problems.findings, key=order))
        project = None if strategy is None else Project(strategy, tree, sources, root, self.signatures, self.evidence)
        return Loaded(project, findings, sources)

    def _with_scenario(self, tree: Table, scenario: str) -> Table:
        known = tree.get("scenarios")
        names = list(known) if isinstance(known, Table) else []
        if not isinstance(known, Table) or not isinstance(known.get(scenario), Table):
            fix = did_you_mean(scenario, names) or "the strategy has no scenarios"
            raise Unreadable(f"There is no scenario '{scenario}'.", fix)
        return layers.overlay(tree, known[scenario])

    def _validate(self, tree: Table) -> Strategy | None:
        version = tree.get("ecaremap")
        if isinstance(version, str) and version != FORMAT_VERSION:
            self.problems.add(
                "M221", f"Format version {version} is not known to this release.",
                tree.marks["ecaremap"].value(),
                help=f"write ecaremap: {FORMAT_VERSION}, or install a newer release",
            )  # fmt: skip
            return None
        try:
            return Strategy.model_validate(tree)
        except ValidationError as error:
            # What to say of a mistake is only loaded where there is one.
            from ecaremap.load import translate

            translate.report(error, tree, self.problems)
            return None


def _shown(path: Path) -> str:
    """A path as the user would type it."""
    text = path.as_posix()
    if path.is_absolute():
        relative = os.path.relpath(path)
        text = relative if not relative.startswith("..") else text
    return Path(text).as_posix()


def error_codes(findings: tuple[Finding, ...]) -> set[str]:
    """The codes of all errors."""
    return {finding.code for finding in findings if finding.severity == "error"}


def read_pack(name: str) -> Table:
    """The tree of a pack that ships."""
    tree = Session().read_text(read_bytes(packs.pack_path(name)), f"pack:{name}", "pack")
    assert tree is not None, f"the pack {name} is broken"
    return tree
