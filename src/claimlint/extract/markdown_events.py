"""The events of pyromark, for the type checker: it has no public names for them."""

from __future__ import annotations

from typing import TypeAlias

from pyromark.event import (
    _BlockQuote,
    _Code,
    _CodeBlock,
    _DisplayMath,
    _FootnoteDefinition,
    _FootnoteReference,
    _HeadingEnd,
    _HeadingStart,
    _Html,
    _Image,
    _InlineHtml,
    _InlineMath,
    _Link,
    _LinkData,
    _ListEnd,
    _ListStart,
    _MetadataBlock,
    _Table,
    _TaskListMarker,
)

LinkData: TypeAlias = _LinkData
OpenTag: TypeAlias = (
    _HeadingStart
    | _BlockQuote
    | _CodeBlock
    | _ListStart
    | _FootnoteDefinition
    | _Table
    | _Link
    | _Image
    | _MetadataBlock
)
CloseTag: TypeAlias = _HeadingEnd | _BlockQuote | _ListEnd | _MetadataBlock
InlineEvent: TypeAlias = _Code | _InlineMath | _DisplayMath | _Html | _InlineHtml | _FootnoteReference | _TaskListMarker
