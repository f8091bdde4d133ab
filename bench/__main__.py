"""`python -m bench [full|small|tiny]`: fill, serve, measure, tell."""

import os
import sys
from pathlib import Path

PAGE = Path(__file__).parent / "README.md"


def main(arguments: list[str]) -> int:
    """Run the plan that is named, print its tables; the full one is written down."""
    from bench.running import run
    from bench.sizes import PLANS

    name = arguments[0] if arguments else "full"
    if name not in PLANS:
        print(f"There is no size “{name}”. Known: {', '.join(PLANS)}.", file=sys.stderr)
        return 2
    report = run(PLANS[name])
    print(f"\n{report.machine()}\n\n{report.table()}\n\n{report.records()}")
    if name == "full":
        PAGE.write_text(report.text(), encoding="utf-8")
        print("\nWritten to bench/README.md.")
    return 0


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    # Databases are the owner's to make.
    os.environ["WATCHDESK_ROLE"] = "owner"
    import django

    django.setup()
    sys.exit(main(sys.argv[1:]))
