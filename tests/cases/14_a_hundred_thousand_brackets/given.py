from pathlib import Path

Path("deep.yaml").write_text("[" * 100_000, "utf-8")
