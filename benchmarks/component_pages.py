"""Pages and modules as sites of each framework have them, made up from words, so that no two hold the same sentence.

Same arguments, same text: of the random module only ``random()`` is used, whose sequence Python promises to keep.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FORMS = ("tsx", "jsx", "ts", "js", "mdx", "vue", "svelte", "astro")
_NAMES = ("Hero", "Pricing", "Steps", "Team", "Reviews", "Faq", "Contact", "Aftercare", "Results", "Booking", "Gallery")
_CLASSES = (
    "mx-auto max-w-5xl px-4 sm:px-6 lg:px-8", "text-4xl font-semibold tracking-tight text-slate-900", "mt-4 text-lg",
    "grid gap-6 md:grid-cols-2 lg:grid-cols-3", "rounded-2xl border border-slate-200 bg-white p-6 shadow-sm",
    "flex items-center justify-between gap-4", "text-sm leading-6 text-slate-600", "btn btn-primary", "py-16 md:py-24",
)  # fmt: skip


class Words:
    """Sentences of words that our own samples hold; ``page`` and its number decide which."""

    _words: list[str] = []  # noqa: RUF012  # read once for all

    def __init__(self, seed: str) -> None:
        self.random = random.Random(seed).random
        self.count = 0
        if not Words._words:
            text = " ".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "fixtures").glob("*.md")))
            Words._words += re.findall(r"(?<= )[a-z]{2,12}(?=[ ,])", text)

    def pick(self, choices: tuple[str, ...] | list[str]) -> str:
        """Return one of ``choices``."""
        return choices[int(self.random() * len(choices))]

    def words(self, least: int, most: int) -> str:
        """Return some words."""
        return " ".join(self.pick(self._words) for _ in range(least + int(self.random() * (most - least + 1))))

    def heading(self) -> str:
        """Return a heading."""
        return self.words(2, 6).capitalize()

    def sentence(self) -> str:
        """Return a sentence."""
        self.count += 1
        return f"{self.words(5, 11).capitalize()}, {self.words(2, 4)} in {self.count + 1} weeks."

    def text(self, least: int = 1, most: int = 2) -> str:
        """Return some sentences."""
        return " ".join(self.sentence() for _ in range(least + int(self.random() * (most - least + 1))))

    def css(self) -> str:
        """Return the classes of an element."""
        return self.pick(_CLASSES)

    def slug(self) -> str:
        """Return a name for addresses and keys."""
        return self.words(2, 3).replace(" ", "-")


def page(form: str, number: int, kb: int) -> str:
    """Return page ``number`` of a format, which is the suffix of its name; it has at least ``kb`` KiB."""
    words = Words(f"{form}:{number}")
    head, section, end = _MAKERS[form]
    parts = [head(words)]
    size = len(parts[0])
    while size < kb * 1024:
        parts.append(section(words))
        size += len(parts[-1])
    return "".join([*parts, end])


def _react_head(words: Words) -> str:
    names = ", ".join(_NAMES[:5])
    return f"""import Image from "next/image";
import Link from "next/link";
import {{ {names} }} from "@/components/sections";
import {{ cn }} from "@/lib/cn";

export const metadata = {{
  title: "{words.heading()}",
  description: "{words.sentence()}",
  alternates: {{ canonical: "/{words.slug()}" }},
  openGraph: {{ title: "{words.heading()}", images: [{{ url: "/og/{words.slug()}.jpg", alt: "{words.heading()}" }}] }},
}};

{_entries(words, "const")}
export default function Page({{ open, items }}) {{
  const [tab, setTab] = useState("overview");
  useEffect(() => {{
    const listener = () => setTab(window.location.hash.replace("#", "") || "overview");
    window.addEventListener("hashchange", listener);
    return () => window.removeEventListener("hashchange", listener);
  }}, [items.length]);
  return (
    <main id="content" className="{words.css()}">
"""


def _react_section(words: Words) -> str:
    items = "".join(
        f"""          <li className="{words.css()}">
            <CheckIcon className="h-5 w-5" aria-hidden="true" /> {words.sentence()}
          </li>
"""
        for _ in range(3)
    )
    return f"""      <section id="{words.slug()}" className="{words.css()}">
        <h2 className={{cn("{words.css()}", open && "is-open")}}>{words.heading()}</h2>
        <p className="{words.css()}">
          {words.text()} <strong>{words.words(1, 3)}</strong>{{" "}}
          {words.text(1, 2)} <Link href="/{words.slug()}">{words.words(2, 4)}</Link>.
        </p>
        <ul className="{words.css()}">
{items}        </ul>
        <div className="{words.css()}">
          <Star className="h-4 w-4" /><span className="{words.css()}">{{rating}}</span>
          <motion.div initial={{{{ opacity: 0, y: 20 }}}} animate={{{{ opacity: 1, y: 0 }}}} transition={{spring}}>
            <h3 className="{words.css()}">{words.heading()}</h3>
          </motion.div>
        </div>
        {{items.map((item) => (
          <Card key={{item.slug}} title={{item.title}} description="{words.sentence()}" icon={{<Leaf size={{24}} />}}>
            <p className="{words.css()}">{{item.summary}} {words.sentence()}</p>
            {{item.isNew && <Badge variant="outline">{words.heading()}</Badge>}}
          </Card>
        ))}}
        <Image src="/img/{words.slug()}.jpg" alt="{words.heading()}" width={{800}} height={{500}} className="full" />
        <Faq question="{words.heading()}?" answer="{words.text(1, 2)}" />
        <button type="button" onClick={{() => setTab("{words.slug()}")}} className="btn">{words.heading()}</button>
      </section>
"""


def _entries(words: Words, declared: str) -> str:
    return f"{declared} {words.words(1, 1)}List = [\n{''.join(_entry(words) for _ in range(3))}];\n\n"


def _entry(words: Words) -> str:
    faqs = "".join(f'      {{ question: "{words.heading()}?", answer: "{words.text()}" }},\n' for _ in range(2))
    return f"""  {{
    slug: "{words.slug()}",
    title: "{words.heading()}",
    shortDescription: "{words.text(1, 2)}",
    description:
      "{words.text(1, 3)}",
    image: "/images/{words.slug()}.jpg",
    icon: Icons.Leaf,
    price: {int(words.random() * 500)},
    duration: "{int(words.random() * 90)} minutes",
    featured: true,
    cta: {{ label: "{words.heading()}", href: "/{words.slug()}" }},
    stats: [{{ value: 98, label: "{words.words(1, 2)}" }}, {{ value: 12, label: "{words.words(1, 2)}" }}],
    benefits: [
      "{words.sentence()}",
      "{words.sentence()}",
    ],
    steps: [{{ title: "{words.heading()}", text: '{words.text(1, 2)}' }}],
    faqs: [
{faqs}    ],
  }},
"""


def _module_head(words: Words) -> str:
    return f"""import {{ Icons }} from "@/components/icons";

/** {words.sentence()} */
export const site = {{ name: "{words.heading()}", url: "/{words.slug()}.example", tagline: "{words.sentence()}" }};

"""


def _typed_head(words: Words) -> str:
    fields = "; ".join(f"{name}: string" for name in ("slug", "title", "description", "image", "duration"))
    return f"{_module_head(words)}export interface Treatment {{ {fields}; faqs: {{ question: string }}[] }}\n\n"


def _mdx_head(words: Words) -> str:
    return f"""---
title: "{words.heading()}"
description: {words.sentence()}
---

import {{ Callout, Faq }} from "../components"

export const meta = {{ layout: "wide", lead: "{words.sentence()}" }}

"""


def _mdx_section(words: Words) -> str:
    return f"""## {words.heading()}

{words.text(2, 5)} **{words.words(1, 3)}** {words.text(1, 3)} [{words.words(2, 4)}](/{words.slug()}).

<Callout type="info" title="{words.heading()}">
  {words.text(1, 3)}
</Callout>

- {words.sentence()}
- {words.sentence()}

<Faq items={{[{{ question: "{words.heading()}?", answer: "{words.text(1, 2)}" }}]}} />

{{meta.lead}} {words.text(1, 3)}

"""


def _vue_head(words: Words) -> str:
    return f"""<script setup lang="ts">
import {{ ref }} from "vue";

{_entries(words, "const")}const open = ref(false);
</script>

<template>
  <main class="{words.css()}">
"""


def _markup_section(words: Words, each: Callable[[str], str], bound: str, shown: str) -> str:
    items = "".join(f'        <li class="{words.css()}">{words.sentence()}</li>\n' for _ in range(3))
    card = f"""<Card title="{words.heading()}" {bound}>
          <p class="{words.css()}">{shown} {words.sentence()}</p>
        </Card>"""
    return f"""    <section id="{words.slug()}" class="{words.css()}">
      <h2 class="{words.css()}">{words.heading()}</h2>
      <p>{words.text()} <strong>{words.words(1, 3)}</strong> {words.text(1, 2)} <a href="/{words.slug()}">more</a>.</p>
      <ul class="{words.css()}">
{items}      </ul>
      {each(card)}
      <img src="/images/{words.slug()}.jpg" alt="{words.heading()}" width="800" height="500" />
      <p class="{words.css()}">{words.text(1, 3)}</p>
    </section>
"""


def _vue_section(words: Words) -> str:
    return _markup_section(
        words,
        lambda card: f'<div v-for="item in items" :key="item.slug" @click="open = !open">{card}</div>',
        ':label="item.label" :class="{ active: open }"',
        "{{ item.summary }}",
    )


def _svelte_head(words: Words) -> str:
    return f"""<script lang="ts">
  export let data;
{_entries(words, "  const")}</script>

<svelte:head><title>{words.heading()}</title></svelte:head>

<main class="{words.css()}">
"""


def _svelte_section(words: Words) -> str:
    other = words.sentence()
    return _markup_section(
        words,
        lambda card: (
            f"{{#each data.items as item (item.slug)}}\n        {card}\n      {{:else}}\n"
            f"        <p>{other}</p>\n      {{/each}}"
        ),
        "label={item.label} on:click={() => (open = !open)}",
        "{item.summary}",
    )


def _astro_head(words: Words) -> str:
    return f"""---
import Layout from "../layouts/Layout.astro";
import Card from "../components/Card.astro";

{_entries(words, "const")}---

<Layout title="{words.heading()}" description="{words.sentence()}">
"""


def _astro_section(words: Words) -> str:
    return _markup_section(
        words,
        lambda card: f"{{items.map((item) => (\n        {card}\n      ))}}",
        "label={item.label} class:list={['card', { open }]}",
        "{item.summary}",
    )


_REACT = (_react_head, _react_section, "    </main>\n  );\n}\n")
_MODULE_END = "export default site;\n"
_MAKERS: dict[str, tuple[Callable[[Words], str], Callable[[Words], str], str]] = {
    "tsx": _REACT,
    "jsx": _REACT,
    "ts": (_typed_head, lambda words: _entries(words, "export const"), _MODULE_END),
    "js": (_module_head, lambda words: _entries(words, "export const"), _MODULE_END),
    "mdx": (_mdx_head, _mdx_section, ""),
    "vue": (_vue_head, _vue_section, "  </main>\n</template>\n\n<style scoped>\nmain { padding: 1rem; }\n</style>\n"),
    "svelte": (_svelte_head, _svelte_section, "</main>\n\n<style>\n  main { padding: 1rem; }\n</style>\n"),
    "astro": (_astro_head, _astro_section, "</Layout>\n\n<style>main { padding: 1rem; }</style>\n"),
}
