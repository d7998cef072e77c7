"""Keeps front matter whole: the site builder's parser must still read what ours does."""

from __future__ import annotations

from claimlint.errors import PackError
from claimlint.extract import Format
from claimlint.fix.draft import Draft, NotApplied
from claimlint.fix.edits import Edit
from claimlint.fix.forms import is_plain


def front_matter_end(draft: Draft) -> int:
    """Return where the front matter of a draft ends, in code points of its source; 0 if it has none."""
    if draft.kind is not Format.MARKDOWN:
        return 0
    from claimlint.extract.frontmatter import read_front_matter

    return read_front_matter(draft.source.text).end


def refuse_broken(before: Draft, after: Draft, edit: Edit) -> None:
    """Raise ``NotApplied`` if a full parser reads the front matter of ``before`` and finds other fields in ``after``.

    Where it does not even read the old one (our scanner is more lenient), only plain words may come in.
    """
    old = _shape(before)
    if old is None:
        if not is_plain(edit.text):
            raise NotApplied("the front matter is not quite valid, so only plain words can be put there")
        return
    if _shape(after) != old:
        raise NotApplied("the new words would need quotation marks around the whole field; put it right by hand")


def _shape(draft: Draft) -> tuple[str, ...] | None:
    """Return the names of all fields in order, values left out, or None if a full parser refuses the front matter."""
    text = draft.source.text[: front_matter_end(draft)]
    inside = "\n".join(text.splitlines()[1:-1])
    if text.startswith("+++"):
        import tomllib

        try:
            return tuple(_names(tomllib.loads(inside)))
        except (tomllib.TOMLDecodeError, RecursionError):
            return None
    from claimlint.text.yamlnodes import YamlMapping, YamlNode, YamlScalar, parse_yaml

    def names(node: YamlNode) -> list[str]:
        if isinstance(node, YamlScalar):
            return [""]
        if isinstance(node, YamlMapping):
            return [name for key, value in node.entries for name in (key.value, *names(value), "}")]
        return [name for item in node.items for name in (*names(item), "]")]

    try:
        return tuple(names(parse_yaml(inside, draft.source.path)))
    except PackError:
        return None


def _names(value: object) -> list[str]:
    if isinstance(value, dict):
        return [name for key, inner in value.items() for name in (str(key), *_names(inner), "}")]
    if isinstance(value, list):
        return [name for inner in value for name in (*_names(inner), "]")]
    return [type(value).__name__]
