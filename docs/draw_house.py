"""Draws the house in docs/architecture.md from its imports: `python -m docs.draw_house`, after a package was added.

An arrow means "imports". One that only repeats a way over other arrows is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from grimp import ImportGraph, build_graph

PAGE = Path(__file__).with_name("architecture.md")
BEGIN, END = "<!-- drawn by docs/draw_house.py -->", "<!-- end of the drawing -->"
ROOT = "benvenuto"
AREAS = ("handbook", "feedback", "quality", "scoring", "calls", "people")

Arrows = Mapping[str, set[str]]


def drawing() -> str:
    """The picture that today's imports make, as a Mermaid block."""
    graph = build_graph(ROOT, cache_dir=None)
    return "\n".join(["```mermaid", "flowchart TD", *_packages(graph), *_between(graph), "```"])


def with_drawing(page: str, drawn: str) -> str:
    """The page with this picture between its two markers."""
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n{drawn}\n{END}{rest.partition(END)[2]}"


def _packages(graph: ImportGraph) -> Iterator[str]:
    for package in sorted(graph.find_children(ROOT)):
        areas = [area for area in AREAS if f"{package}.{area}" in _rooms(graph, package)]
        if not areas:
            yield f"    {_node(package)}"
            continue
        yield f'    subgraph {_id(package)}["{_name(package)}/"]'
        yield "        direction LR"
        yield from (f"        {_node(f'{package}.{area}')}" for area in areas)
        yield from (f"        {arrow}" for arrow in _arrows(_imports(graph, package)))
        yield "    end"


def _between(graph: ImportGraph) -> Iterator[str]:
    imports = _imports(graph, ROOT)
    direct = {
        package: {other for other in asked if not _by_way(imports, package, other)}
        for package, asked in imports.items()
    }
    return (f"    {arrow}" for arrow in _arrows(direct))


def _by_way(imports: Arrows, package: str, other: str) -> bool:
    """Whether a package reaches another also by way of a third."""
    waiting, met = list(imports[package] - {other}), set[str]()
    while waiting:
        step = waiting.pop()
        if step == other:
            return True
        if step not in met:
            met.add(step)
            waiting += imports.get(step, ())
    return False


def _imports(graph: ImportGraph, parent: str) -> Arrows:
    """Which children of a package import which others; below the root only the areas are told apart."""
    children = graph.find_children(ROOT) if parent == ROOT else _rooms(graph, parent)
    arrows: dict[str, set[str]] = defaultdict(set)
    for module in graph.modules:
        for imported in graph.find_modules_directly_imported_by(module):
            importer, other = _within(children, module), _within(children, imported)
            if importer and other and importer != other:
                arrows[importer].add(other)
    return arrows


def _rooms(graph: ImportGraph, floor: str) -> set[str]:
    """The areas of a floor: packages, for a mere module of such a name is none."""
    return {child for child in graph.find_children(floor) if _name(child) in AREAS and graph.find_children(child)}


def _within(packages: set[str], module: str) -> str:
    parts = module.split(".")
    return next((package for n in range(len(parts)) if (package := ".".join(parts[: n + 1])) in packages), "")


def _arrows(arrows: Arrows) -> Iterator[str]:
    return (f"{_id(source)} --> {_id(other)}" for source in sorted(arrows) for other in sorted(arrows[source]))


def _node(package: str) -> str:
    return f'{_id(package)}["{_name(package)}"]'


def _id(package: str) -> str:
    return "_".join(part.strip("_") for part in package.split(".")[1:])


def _name(package: str) -> str:
    return package.rpartition(".")[2]


if __name__ == "__main__":
    PAGE.write_text(with_drawing(PAGE.read_text("utf-8"), drawing()), "utf-8")
