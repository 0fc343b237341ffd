"""Contracts of import-linter that it does not bring itself."""

from collections.abc import Iterator
from typing import Any

from importlinter import Contract, ContractCheck, fields, output


class ModuleDoors(Contract):
    """Every package directly inside `houses` is a module with doors; from elsewhere only a door may be imported.

    `doors` are the names of the modules that stand open; `free` are packages without doors, `exempt_importers` packages
    that may go in anywhere. Pure rules have no door, since a door brings the framework with it: rules may use rules.
    """

    type_name = "module_doors"

    houses = fields.ListField(subfield=fields.StringField())
    doors = fields.SetField(subfield=fields.StringField())
    free = fields.SetField(subfield=fields.StringField(), required=False)
    exempt_importers = fields.SetField(subfield=fields.StringField(), required=False)

    def check(self, graph: Any, verbose: bool) -> ContractCheck:
        trespasses = sorted({found for module in self._modules(graph) for found in self._trespasses(graph, module)})
        return ContractCheck(kept=not trespasses, metadata={"trespasses": trespasses})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported in check.metadata["trespasses"]:
            output.print_error(f"{importer} imports {imported}")
        output.print_error(
            "What to do: import what that module's public.py or events.py offers, or ask for more there."
        )

    def _modules(self, graph: Any) -> list[str]:
        free = self.free or set()
        return [module for house in self.houses for module in sorted(graph.find_children(house)) if module not in free]

    def _trespasses(self, graph: Any, module: str) -> Iterator[tuple[str, str]]:
        for inner in graph.find_descendants(module):
            if inner.removeprefix(f"{module}.").split(".")[0] in self.doors:
                continue
            for importer in graph.find_modules_that_directly_import(inner):
                if not (_lies_in(importer, module) or self._is_exempt(importer) or _both_are_rules(importer, inner)):
                    yield importer, inner

    def _is_exempt(self, importer: str) -> bool:
        return any(_lies_in(importer, package) for package in self.exempt_importers or ())


def _lies_in(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def _both_are_rules(importer: str, imported: str) -> bool:
    return "rules" in importer.split(".") and "rules" in imported.split(".")
