"""What a wheel carries of the checkout beside the package; an editable install finds it where it is."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CarryCheckout(BuildHookInterface[Any]):
    """Puts the files and folders that pyproject.toml names into the package's `shipped`, where config.py seeks them."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before each build; hatchling's own force-include would copy them for an editable install too."""
        if version == "standard":
            build_data["force_include"] |= {name: f"benvenuto/shipped/{name}" for name in self.config["carried"]}
