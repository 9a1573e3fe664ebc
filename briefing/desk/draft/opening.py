"""What a workspace opens with: the material of an edition's draft, or that of now."""

from __future__ import annotations

from briefing.errors import InputError
from briefing.newsletter import Newsletter
from briefing.pipeline.material import Material
from briefing.store.edition_table import FINAL


def material_for(newsletter: Newsletter, name: str) -> Material:
    """What an edition is made of: the stories of when its draft was built, else those of now."""
    editions = newsletter.store.editions
    if not name.startswith(f"{newsletter.id}-"):
        hint = f"it begins with {newsletter.id}-, see `briefing editions`"
        raise InputError("is no edition of this newsletter", where=name, hint=hint)
    stored = editions.get(name)
    if stored is not None and editions.state(name) in FINAL:
        hint = "open the next one"
        raise InputError("was sent and cannot change", where=name, hint=hint)
    slot = slot_of_id(newsletter, name)
    at = newsletter.at(stored.created) if stored else newsletter
    return require_same(name, Material.read(at, slot, as_known=stored is not None))


def require_same(name: str, material: Material) -> Material:
    """The material; InputError where it is that of another day's edition."""
    if material.edition_id != name:
        hint = f"the edition of now is {material.edition_id}"
        raise InputError("is not the edition of this day", where=name, hint=hint)
    return material


def slot_of_id(newsletter: Newsletter, name: str) -> str:
    """The slot of an edition; "" for one built by hand."""
    when = name.removeprefix(f"{newsletter.id}-")
    return when if "T" in when else ""
