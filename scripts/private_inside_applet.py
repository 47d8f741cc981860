"""An import-linter contract: some modules of an applet are imported by that applet alone."""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class PrivateInsideApplet(Contract):
    """
    No import of `<package>.<applet>.<private>` comes from outside `<package>.<applet>`.

    `also_allowed` names the package's modules that may, such as the one where Django finds tables.
    """

    package = fields.StringField()
    private = fields.ListField(subfield=fields.StringField())
    also_allowed = fields.ListField(subfield=fields.StringField(), required=False, default=[])

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Return the check with every offending import in its metadata."""
        offenses = [
            (importer, module)
            for module in sorted(graph.modules)
            if self._is_private(module)
            for importer in sorted(graph.find_modules_that_directly_import(module))
            if not self._may_import(importer, module)
        ]
        return ContractCheck(kept=not offenses, metadata={"offenses": offenses})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print each offending import on a line of its own."""
        for importer, module in check.metadata["offenses"]:
            output.print_error(f"{importer} may not import {module}", bold=True)

    def _is_private(self, module: str) -> bool:
        depth = self.package.count(".") + 1
        parts = module.split(".")
        return (
            module.startswith(f"{self.package}.")
            and len(parts) > depth + 1
            and parts[depth + 1] in self.private
        )

    def _may_import(self, importer: str, module: str) -> bool:
        applet = ".".join(module.split(".")[: self.package.count(".") + 2])
        homes = [applet, *(f"{self.package}.{name}" for name in self.also_allowed)]
        return any(f"{importer}.".startswith(f"{home}.") for home in homes)
