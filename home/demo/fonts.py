"""Be Vietnam Pro (SIL Open Font License), drawn for Vietnamese, from its package."""

import fontpkg_be_vietnam_pro


def font_path(weight: str) -> str:
    """Return the path of the TrueType file of `weight`, for example `Regular` or `Bold`."""
    return str(fontpkg_be_vietnam_pro.ROOT / "files" / f"BeVietnamPro-{weight}.ttf")
