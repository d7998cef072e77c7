"""What kind of utterance a match stands in, by the cues that come with the linter."""

from __future__ import annotations

import pytest

from claimlint import lint_text
from claimlint.model.rule import Tag
from claimlint.packs import shipped_rules
from claimlint.packs.load import load_folder
from claimlint.packtest import Examiner


@pytest.fixture(scope="module")
def examiner() -> Examiner:
    return Examiner(load_folder(shipped_rules()))


@pytest.mark.parametrize(
    ("tag", "holds", "text", "why"),
    [
        # The match stands in square brackets.
        ("negated", True, "PRP is not [a cure] for hair loss.", "plain not"),
        ("negated", True, "No treatment is [safe for everyone].", "no + noun"),
        ("negated", True, "PRP is neither [a cure] nor a miracle.", "neither"),
        ("negated", True, "We cannot and will not promise [guaranteed results].", "cannot"),
        ("negated", True, "It doesn’t [cure] baldness.", "curly apostrophe"),
        ("negated", True, "Nobody can offer [guaranteed results].", "nobody"),
        ("negated", True, "There is no evidence that it [regrows hair].", "no evidence"),
        ("negated", True, "It has yet to be shown to [regrow hair].", "yet to"),
        ("negated", True, "It is far from [risk-free].", "far from"),
        ("negated", True, "[Guaranteed results] do not exist.", "after the match"),
        ("negated", True, "[Guaranteed results] are a myth.", "predicate after"),
        ("negated", True, "Is PRP [safe for everyone]? No, it is not.", "answer no"),
        ("negated", True, "It failed to [regrow hair] in the trial.", "failed to"),
        ("negated", True, "It is not, as some say, [a cure].", "commas between"),
        ("negated", True, "It does not mean that it is [completely safe].", "not mean"),
        ("negated", True, "PRP isn't suitable for pregnant women, nor is it [a cure].", "nor"),
        ("negated", False, "Not only [safe for everyone] but quick.", "not only"),
        ("negated", False, "It's not just [safe for everyone], it is quick.", "not just"),
        ("negated", False, "No downtime, no problem: [guaranteed results].", "no problem"),
        ("negated", False, "It never fails: [guaranteed results].", "never fails"),
        ("negated", False, "It never fails to deliver [guaranteed results].", "never fails to"),
        ("negated", False, "Nothing is safer than [guaranteed results].", "nothing is safer"),
        ("negated", False, "Nothing beats [guaranteed results].", "nothing beats"),
        ("negated", False, "It is not without [guaranteed results].", "not without"),
        ("negated", False, "You won't need surgery for [guaranteed results].", "won't need"),
        ("negated", False, "Don't wait for [guaranteed results].", "don't wait"),
        ("negated", False, "Why not enjoy [guaranteed results]?", "why not"),
        ("negated", False, "Whether or not you are bald, [guaranteed results] await.", "whether or not"),
        ("negated", False, "It does not hurt; it gives [guaranteed results].", "clause ends at ;"),
        ("negated", False, "It does not hurt, but it gives [guaranteed results].", "clause ends at but"),
        ("negated", False, "It is not surgery. It is [safe for everyone].", "another sentence"),
        ("negated", False, "No needles. [Safe for everyone].", "another sentence"),
        ("negated", False, "[Safe for everyone], and there is no downtime.", "negates another thing"),
        ("negated", False, "[Guaranteed results] don't stop there.", "don't stop"),
        ("negated", False, "There's no doubt it is [safe for everyone].", "no doubt"),
        ("negated", False, "No wonder it is [the best treatment].", "no wonder"),
        ("negated", False, "Not a drug, not surgery: [safe for everyone].", "contrast list"),
        ("negated", False, "Can't lose: [guaranteed results].", "can't lose"),
        ("negated", False, "You have nothing to lose with [guaranteed results].", "nothing to lose"),
        ("negated", False, "Without surgery you get [guaranteed results].", "without surgery"),
        ("negated", False, "[Guaranteed results] without surgery.", "without surgery after"),
        ("negated", False, "You can't go wrong with [guaranteed results].", "can't go wrong"),
        ("hedged", True, "PRP may [regrow hair] in some people.", "may"),
        ("hedged", True, "It might possibly [regrow hair].", "might"),
        ("hedged", True, "It is thought to [stimulate follicles].", "thought to"),
        ("hedged", True, "It [regrows hair] in some patients.", "some patients"),
        ("hedged", True, "It appears to [regrow hair].", "appears to"),
        ("hedged", False, "You may as well [regrow hair] now.", "may as well"),
        ("hedged", False, "It could be the answer: [regrow hair].", "could be the answer"),
        ("hedged", False, "Results may vary, but it is [safe for everyone].", "hedges another clause"),
        ("hedged", False, "It couldn't be easier to [regrow hair].", "couldn't"),
        ("question", True, "Can PRP [regrow hair]?", "plain question"),
        ("question", True, "Is it [safe for everyone]?", "plain question"),
        ("question", True, "“Is it [safe for everyone]?”", "in quotes"),
        ("question", False, "Why is it [the best treatment]?", "presupposes"),
        ("question", False, "Why do we have [the best treatment]?", "presupposes"),
        ("question", False, "Ready for [guaranteed results]?", "invitation"),
        ("question", False, "Tired of waiting for [guaranteed results]?", "invitation"),
        ("question", False, "Did you know that PRP is [safe for everyone]?", "did you know"),
        ("question", False, "It is [safe for everyone]. Shall we begin?", "another sentence"),
        ("question", False, "Who else has [guaranteed results]?", "who else"),
        ("question", False, "Want [guaranteed results]?", "invitation"),
        ("warning", True, "Beware of clinics that promise [guaranteed results].", "beware"),
        ("warning", True, "A clinic that offers [guaranteed results] is a red flag.", "red flag after"),
        ("warning", True, "Be wary of anyone who says it is [safe for everyone].", "wary"),
        ("warning", True, "Walk away from any salesperson who promises [guaranteed results].", "walk away"),
        ("warning", True, "If it sounds too good to be true, [guaranteed results] probably is.", "too good"),
        ("warning", True, "The ASA banned an advert that promised [guaranteed results].", "regulator acted"),
        ("warning", True, "Don’t trust claims of [guaranteed results].", "don't trust"),
        ("warning", False, "Don't believe us? See our [guaranteed results].", "believe us"),
        ("warning", False, "Don't take our word for it: [guaranteed results].", "our word"),
        ("warning", False, "Our careful surgeons give [guaranteed results].", "careful ≠ be careful"),
        ("myth", True, "Myth: PRP is [safe for everyone].", "label"),
        ("myth", True, "PRP is [safe for everyone]. That's a myth.", "sentence after"),
        ("myth", True, "Many people think PRP is [safe for everyone].", "belief of others"),
        ("myth", True, "It is a common misconception that PRP is [safe for everyone].", "misconception"),
        ("myth", True, "Contrary to popular belief, it is not [safe for everyone].", "contrary"),
        ("myth", False, "No longer science fiction: [guaranteed results].", "science fiction"),
        ("myth", False, "It's not a myth: [guaranteed results].", "denied myth"),
        ("myth", False, "Fact: PRP is [safe for everyone].", "fact"),
        ("attributed", True, "According to the maker it [regrows hair].", "according to"),
        ("attributed", True, "Olsen et al. (2002) found that it [regrows hair].", "authors"),
        ("attributed", True, "A trial published in 2019 found that it [regrows hair].", "trial published"),
        ("attributed", True, "The manufacturer says it [regrows hair].", "the maker says"),
        ("attributed", False, "Recent studies show it [regrows hair].", "no source"),
        ("attributed", False, "Science says it [regrows hair].", "no source"),
        ("attributed", False, "Experts agree it [regrows hair].", "no source"),
        ("regulator", True, "The FDA has not approved any [exosome product].", "not approved"),
        ("regulator", True, "[Exosome products] are unlicensed in the UK.", "unlicensed"),
        ("regulator", True, "CE marking of [the kit] does not mean approval.", "does not mean"),
        ("regulator", False, "It is not only [FDA approved] but loved.", "not only"),
        ("regulator", False, "[FDA approved] and loved by all.", "plain claim"),
        ("conditional", True, "If you have been told it is [risk-free], ask for a second opinion.", "if you"),
        ("conditional", True, "Ask whether the clinic says it is [risk-free].", "ask whether"),
        ("conditional", True, "Whether it [regrows hair] depends on the cause.", "whether"),
        ("conditional", False, "If you want [guaranteed results], call us.", "if you want"),
        ("conditional", False, "If you are tired of hats, our [guaranteed results] are for you.", "if you are tired"),
        ("conditional", False, "Even if you are bald, we give [guaranteed results].", "even if"),
        ("conditional", False, "[Guaranteed results], if you ask us.", "after"),
        ("policy", True, "We never promise [guaranteed results].", "we never"),
        ("policy", True, "Our clinic will not offer [guaranteed results].", "will not"),
        ("policy", True, "We refuse to call it [safe for everyone].", "refuse"),
        ("policy", False, "We never fail: [guaranteed results].", "never fail"),
        ("policy", False, "We won't rest until you have [guaranteed results].", "won't rest"),
        ("policy", False, "We don't just promise [guaranteed results].", "don't just"),
        ("aftercare", True, "Avoid washing your hair for two days after [the session].", "avoid"),
        ("aftercare", True, "Keep the scalp dry until [the swelling] goes.", "keep ... until"),
        ("aftercare", True, "Before your appointment, tell us about [blood thinners].", "before your"),
        ("aftercare", False, "Stop suffering: [guaranteed results].", "stop suffering"),
        ("aftercare", False, "Take control of your hair with [guaranteed results].", "sales imperative"),
    ],
)
def test_tags_of_a_match(examiner: Examiner, tag: str, holds: bool, text: str, why: str) -> None:
    start, end = text.index("["), text.index("]") - 1
    plain = text.replace("[", "").replace("]", "")
    assert (Tag(tag) in examiner.tags(plain, start, end)) is holds, why


@pytest.mark.parametrize(
    ("text", "found", "why"),
    [
        ("Is it safe? Yes, for everyone.", ["for everyone"], "a question is judged by its answer"),
        ("## Is it safe?\n\nYes, for everyone.", ["for everyone"], "a heading that asks"),
        ("Is PRP safe for everyone?", [], "asked only"),
        ("Is PRP safe for everyone? No.", [], "denied"),
        ("## Is PRP safe for everyone?\n\nNo.", [], "denied below the heading"),
        ("Is it safe? No, not for everyone.", [], "denied in the answer"),
        ("It is clinically proven.", ["clinically proven"], "no source"),
        ("It is clinically proven.[^1]\n\n[^1]: Olsen 2002.", [], "a footnote"),
        ("It is clinically proven [3].", [], "a number of the list of sources"),
        ("It is clinically proven (Olsen, 2002).", [], "author and year"),
        ("It is clinically proven (doi:10.1000/182).", [], "a DOI"),
        ("It is [clinically proven](https://pubmed.ncbi.nlm.nih.gov/1/).", [], "a link to a study"),
        ("It is [clinically proven](/book).", ["clinically proven"], "a link to a shop is no source"),
        ("We have guaranteed results [3].", ["guaranteed results"], "a source excuses no guarantee"),
        ("PRP is safe for everyone (Olsen, 2002).", ["safe for everyone"], "a source excuses no promise of safety"),
    ],
)
def test_questions_and_sources(text: str, found: list[str], why: str) -> None:
    report = lint_text(text, path="page.md")
    assert [finding.match for finding in report.findings] == found, why


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Is PRP safe for everyone? Yes.", [("safety/safe-for-everyone", 1, 8)]),
        ("Is PRP safe for everyone? Yes, of course.", [("safety/safe-for-everyone", 1, 8)]),
        ("Is PRP safe for everyone?\n\nYes.", [("safety/safe-for-everyone", 1, 8)]),
        ("Is PRP safe for everyone? No.", []),
        ("Is PRP safe for everyone? Absolutely not.", []),
        ("Is PRP safe for everyone? Of course not!", []),
        ("Is PRP safe for everyone? Certainly, not.", []),
        ("Is PRP safe for everyone? Yes, but ask your doctor first.", []),
        ("Is PRP safe for everyone? For most people, yes.", []),
        ("Is PRP safe for everyone?\n\nAbsolutely not.", []),
    ],
)
def test_a_question_is_judged_by_its_answer(text: str, found: list[tuple[str, int, int]]) -> None:
    assert [(one.rule, one.line, one.column) for one in lint_text(text).findings] == found
