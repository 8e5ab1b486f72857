"""``nouveau``: the beginning of a file of the kit, empty and commented or copied from a neighbour."""

import datetime as dt

from prevenance.catalog import FOLDERS, is_id, skeletons
from prevenance.catalog.loader import load
from prevenance.cli.writing import check_free, deliver
from prevenance.problems import UsageError, did_you_mean, one_of
from prevenance.site.kit_folder import kit_at_hand


def start_file(kind: str, name: str, like: str | None, today: dt.date) -> None:
    """Write the file of a new item of the kit at hand; with its translation, when copied from one.

    Raises:
        UsageError: the name is no id, it is taken, or there is no such neighbour.
    """
    catalog = load(kit_at_hand())
    folder = skeletons.KINDS[kind]
    path = catalog.root / folder / f"{name}{FOLDERS[folder][2]}"
    if not is_id(name):
        raise UsageError(f"identifiant « {name} » : a-z, 0-9 et des tirets, sans accent")
    if path.exists():
        raise UsageError(f"{path} existe déjà")
    files = dict(skeletons.copies(catalog, kind, like, name) if like else ())
    if not like:
        files[path] = skeletons.commented_file(kind, today)
    if path not in files:
        known = [p.stem for p in sorted(path.parent.iterdir())]
        raise UsageError(
            f"« {like} » n'existe pas dans {folder}/ ; {did_you_mean(like or '', known) or one_of(known)}"
        )
    for place in files:
        check_free(place)
    for place, text in files.items():
        deliver(text.encode(), place)
