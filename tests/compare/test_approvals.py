"""Approvals accept changes by what they mean; what they do not fit is said."""

from pathlib import Path

import pytest

from cli.commands import tool
from compare.comparing import changes
from compare.planting import AFTER, BEFORE, BESIDE, HARM, changed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "old.yaml").write_text(BEFORE, "utf-8")
    (tmp_path / "new.yaml").write_text(AFTER, "utf-8")
    return tmp_path


def approve(folder: Path, *fingerprints: str, until: str = "", **more: str) -> Path:
    end = f", until: {until}" if until else ""
    lines = [f"  - {{fingerprint: {f}, reason: agreed, by: Board, date: 2026-11-20{end}}}" for f in fingerprints]
    (folder / "approvals.yaml").write_text("\n".join(["approvals:", *lines, ""]), "utf-8")
    return folder / "approvals.yaml"


def harmful(old: str = BEFORE, new: str = AFTER) -> list[str]:
    return [change.fingerprint for change in changes(old, new) if change.klass == "harm"]


def test_all_accepted_passes(folder: Path) -> None:
    approve(folder, *harmful())
    result = tool("diff", "old.yaml", "new.yaml", "--approved", "approvals.yaml", cwd=folder)
    assert result.returncode == 0, result.stdout
    assert "4 of 8 changes do harm, all accepted" in result.stdout
    assert "accepted by Board, 2026-11-20: agreed" in result.stdout


def test_one_left_fails(folder: Path) -> None:
    approve(folder, *harmful()[1:])
    result = tool("diff", "old.yaml", "new.yaml", "--approved", "approvals.yaml", cwd=folder)
    assert result.returncode == 1
    assert "4 of 8 changes do harm, 3 accepted" in result.stdout


def test_expired_and_unused_approvals_are_reported(folder: Path) -> None:
    approve(folder, *harmful(), "0123456789ab", until="2026-11-20")
    result = tool("diff", "old.yaml", "new.yaml", "--approved", "approvals.yaml", cwd=folder)
    assert result.returncode == 1
    assert result.stdout.count("ended on 2026-11-20") == 4
    text = " ".join(result.stdout.split())
    assert "The approval of 0123456789ab by Board fits no change" in text
    assert "approvals.yaml:6:5" in text
    later = tool("diff", "old.yaml", "new.yaml", "--approved", "approvals.yaml", "--as-of", "2026-11-20", cwd=folder)
    assert later.returncode == 0


def test_an_approval_survives_order_and_other_changes() -> None:
    alone = harmful(BEFORE, changed(BEFORE, HARM[3]))
    assert set(alone) <= set(harmful(BEFORE, changed(BEFORE, HARM[3], *BESIDE)))


def test_an_approval_does_not_cover_more_harm_than_it_was_given_for() -> None:
    more = changed(BEFORE, ("  pay-bill: {call-centre: human, account: self-serve}",
                            "  pay-bill: {account: self-serve, chatbot: inform}"))  # fmt: skip
    base = changed(BEFORE, ("  pay-bill: {call-centre: human, account: self-serve}",
                            "  pay-bill: {account: self-serve, chatbot: assisted}"))  # fmt: skip
    assert harmful(base, more) != harmful(BEFORE, changed(BEFORE, HARM[2]))
    withdrawn = [text.replace("chatbot: {auth", "chatbot: {status: withdrawn, auth") for text in (BEFORE, base)]
    one, other = harmful(BEFORE, withdrawn[0]), harmful(base, withdrawn[1])
    assert one != other, "the second takes the last person of pay-bill away"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("approvals: [{fingerprint: 0123456789ab, reason: x, by: y}]", "M204"),
        ("approvals: [{fingerprint: xyz, reason: x, by: y, date: 2026-11-20}]", "M205"),
        ("approvals: [{fingerprint: 0123456789ab, reason: x, by: y, date: soon}]", "M206"),
        ("approvals: [{fingerprint: 0123456789ab, reason: x, by: y, date: 2026-11-20, til: 1}]", "M201"),
        ("aprovals: []", "M201"),
        ("approvals: 3", "M203"),
        ("approvals: [x]", "M203"),
        ("approvals: [", "Y102"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(folder: Path, text: str, code: str) -> None:
    (folder / "approvals.yaml").write_text(f"{text}\n", "utf-8")
    result = tool("diff", "old.yaml", "new.yaml", "--approved", "approvals.yaml", cwd=folder)
    assert result.returncode == 2
    assert code in result.stderr
    assert "approvals.yaml:1:" in result.stderr


def test_a_missing_file_of_approvals(folder: Path) -> None:
    result = tool("diff", "old.yaml", "new.yaml", "--approved", "nowhere.yaml", cwd=folder)
    assert result.returncode == 2
    assert "nowhere.yaml" in result.stderr
