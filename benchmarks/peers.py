"""Fixtures and commands of the peers: each reads five hundred entities in its own format."""

import json
from pathlib import Path


def peer_commands(folder: Path, strategy: Path, schema: Path) -> list[tuple[str, list[str]]]:
    """Name and arguments of every peer; yamllint and check-jsonschema read the very same strategy."""
    config = folder / "yamllint.yaml"
    config.write_text("extends: default\nrules: {line-length: disable, document-start: disable}\n")
    return [
        ("yamllint", ["-c", str(config), str(strategy)]),
        ("check-jsonschema", ["--schemafile", str(schema), str(strategy)]),
        ("datacontract", ["lint", str(_data_contract(folder))]),
        ("strictdoc", ["export", "--no-parallelization", "--formats", "json", "--output-dir", str(folder / "sd-out"), str(_strictdoc(folder))]),
    ]  # fmt: skip


def _data_contract(folder: Path) -> Path:
    """Five hundred schemas of four properties (Open Data Contract Standard 3.1)."""
    properties = [{"name": f"field_{n}", "logicalType": "string"} for n in range(4)]
    contract = {
        "apiVersion": "v3.1.0",
        "kind": "DataContract",
        "id": "bench",
        "version": "1.0.0",
        "status": "active",
        "name": "bench",
        "schema": [{"name": f"request_{n:03d}", "properties": properties} for n in range(500)],
    }
    file = folder / "contract.yaml"
    file.write_text(json.dumps(contract, indent=1))
    return file


def _strictdoc(folder: Path) -> Path:
    """Five hundred requirements."""
    source = folder / "sd"
    source.mkdir(exist_ok=True)
    blocks = ["[DOCUMENT]\nTITLE: Bench\n"]
    blocks += [
        f"[REQUIREMENT]\nUID: REQ-{n:03d}\nTITLE: Request {n}\nSTATEMENT: >>>\nCustomer asks about topic {n}.\n<<<\n"
        for n in range(500)
    ]
    (source / "bench.sdoc").write_text("\n".join(blocks))
    return source
