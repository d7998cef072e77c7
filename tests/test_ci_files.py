"""The action, the template for GitLab and the recipes: valid by the services' schemas, safe, and run for real."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from cli_process import CLEAN, FLAGGED, FLAGGED_RULE, environment
from documents import ROOT, fenced
from repository import commit, git

import claimlint
from claimlint.report.formats import FORMATS

REQUIRED = "CLAIMLINT_CI_TOOLS"
"""Set to ``required``, tests fail where a program that checks these files is missing; otherwise they are skipped."""
RECIPES = "docs/ci.md"
DEADLINE = 300
"""Seconds after which a command counts as hung; the first may have to compile the rules."""
PLACEHOLDER = re.compile(r"OWNER/claimlint@[0-9a-f]{40} # v\S+")
SETTINGS = ("JURISDICTIONS", "FAIL_ON", "FORMATS", "BASELINE", "NEW_FROM", "CONFIG", "PATHS")
PWNED = "pwned.txt"


def checked_by(program: str, *arguments: str, cwd: Path) -> str:
    """Run a program that checks files, which must find nothing wrong; return what it wrote."""
    path = shutil.which(program, path=os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])))
    if path is None:
        reason = f"{program} is not installed: pip install -e '.[ci]'"
        if os.environ.get(REQUIRED) == "required":
            pytest.fail(reason)
        pytest.skip(reason)
    done = subprocess.run([path, *arguments], cwd=cwd, capture_output=True, timeout=DEADLINE, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@dataclass(frozen=True, slots=True)
class Site:
    """A repository with copy, in which ``claimlint`` is installed at a path of the test's choice."""

    folder: Path

    def install(self, place: str) -> Path:
        """Put the command at this path in the folder."""
        program = self.folder / place
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m claimlint "$@"\n', encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        return program

    def shell(self, script: str, *shell: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a script in the folder."""
        return subprocess.run(
            [*(shell or ("sh", "-e")), "-c", script],
            cwd=self.folder,
            env=environment(**variables),
            capture_output=True,
            timeout=DEADLINE,
            encoding="utf-8",
            check=False,
        )


@pytest.fixture
def site(tmp_path: Path) -> Site:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "clean.md").write_text(CLEAN, encoding="utf-8")
    (folder / "flagged.md").write_text(FLAGGED, encoding="utf-8")
    commit(folder)
    return Site(folder)


@dataclass(frozen=True, slots=True)
class Step:
    """What the step of the action that runs the linter came to."""

    code: int
    text: str
    outputs: dict[str, str]
    summary: str
    reports: Path


def act(site: Site, **inputs: str) -> Step:
    """Run the script of the action as its step does, with the inputs that are not the default by variable."""
    runner = site.folder.parent / "runner"
    runner.mkdir(exist_ok=True)
    variables = dict.fromkeys(SETTINGS, "") | {"FORMATS": "sarif html"} | inputs
    output, summary, reports = runner / "output", runner / "summary", runner / "reports"
    output.touch()
    program = Site(runner).install("claimlint")
    done = site.shell(
        f'bash "{ROOT}/ci/action.sh"',
        **variables,
        CLAIMLINT=str(program),
        REPORTS=str(reports),
        GITHUB_OUTPUT=str(output),
        GITHUB_STEP_SUMMARY=str(summary),
    )
    outputs = dict(line.split("=", 1) for line in output.read_text(encoding="utf-8").splitlines())
    written = summary.read_text(encoding="utf-8") if summary.exists() else ""
    return Step(done.returncode, done.stdout + done.stderr, outputs, written, reports)


def test_the_action_reports_annotations_a_summary_and_files(site: Site) -> None:
    step = act(site)
    assert step.code == 1
    assert step.text.startswith("::error file=flagged.md,line=1,endLine=1,col=7,")
    assert "## claimlint: Failed: there are claims to put right" in step.summary
    assert step.outputs == {
        "exit-code": "1",
        "reports": str(step.reports),
        "sarif": str(step.reports / "report.sarif"),
    }
    log = json.loads((step.reports / "report.sarif").read_text(encoding="utf-8"))
    assert [result["ruleId"] for result in log["runs"][0]["results"]] == [FLAGGED_RULE]
    assert (step.reports / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_action_passes_its_inputs_on(site: Site) -> None:
    assert act(site, PATHS="clean.md").code == 0
    assert act(site, PATHS="\n  clean.md  \n\n  flag*.md\n").code == 1
    assert act(site, FAIL_ON="never").code == 0
    assert act(site, NEW_FROM="HEAD").code == 0
    assert act(site, JURISDICTIONS="us,uk").code == 1
    (site.folder / "own.yaml").write_text("exclude: [flagged.md]\n", encoding="utf-8")
    assert act(site, CONFIG="own.yaml").code == 0
    known = site.shell(f'"{site.install(".bin/claimlint")}" baseline --accept-new')
    assert known.returncode == 0, known.stderr
    (site.folder / ".claimlint-baseline.json").rename(site.folder / ".known.json")
    assert act(site).code == 1
    assert act(site, BASELINE=".known.json").code == 0


def test_the_action_writes_every_format(site: Site) -> None:
    names = [name for name in FORMATS if name != "github"]
    step = act(site, FORMATS=", ".join(names[:3]) + "\n" + " ".join(names[3:]))
    assert step.code == 1
    assert {file.name for file in step.reports.iterdir()} == {
        "report.txt", "report.json", "report.jsonl", "report.sarif", "gitlab.json", "junit.xml", "report.csv",
        "report.md", "report.html",
    }  # fmt: skip


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize(
    "payload", [f"$(touch {PWNED})", f"`touch {PWNED}`", f"x; touch {PWNED}", f"x' && touch {PWNED} '"]
)
def test_an_input_is_never_run(site: Site, setting: str, payload: str) -> None:
    step = act(site, **{setting: payload})
    assert step.code == 2
    assert not list(site.folder.parent.rglob(PWNED))


def test_a_path_is_never_an_option(site: Site) -> None:
    step = act(site, PATHS=f"--output=text={PWNED}\nclean.md")
    assert (step.code, step.outputs["exit-code"]) == (2, "2")
    assert not (site.folder / PWNED).exists()


def test_a_second_use_in_a_job_keeps_only_its_own_reports(site: Site) -> None:
    assert act(site, FORMATS="csv sarif").code == 1
    step = act(site, FORMATS="html")
    assert [file.name for file in step.reports.iterdir()] == ["report.html"]


def test_the_action_without_a_verdict_keeps_no_reports(site: Site) -> None:
    step = act(site, FAIL_ON="eror")
    assert step.outputs == {"exit-code": "2"}
    unknown = act(site, FORMATS="sarif/../../x")
    assert (unknown.code, unknown.text) == (2, "claimlint: formats: “sarif/../../x” is no name of a format\n")


def test_no_input_is_part_of_a_script() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    scripts = [step["run"] for step in action["runs"]["steps"] if "run" in step]
    assert len(scripts) == 2
    assert not [script for script in scripts if "${{" in script]
    check = next(step for step in action["runs"]["steps"] if step.get("id") == "check")
    assert set(check["env"]) == {*SETTINGS, "CLAIMLINT", "REPORTS"}


def test_every_action_that_is_used_is_fixed_to_a_commit() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8") + "\n".join(fenced(RECIPES, "yaml"))
    used = re.findall(r"uses: (\S+)(.*)", text)
    assert len(used) == 8
    for name, comment in used:
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", name), name
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment), name


def recipes() -> dict[str, list[str]]:
    """Return the YAML recipes by what they are for."""
    found: dict[str, list[str]] = {"pre-commit": [], "github": [], "gitlab": []}
    for block in fenced(RECIPES, "yaml"):
        keys = yaml.safe_load(block)
        kind = "pre-commit" if "repos" in keys else "github" if "jobs" in keys else "gitlab"
        found[kind].append(block)
    return found


def workflows(folder: Path, *, local: bool) -> Path:
    """Make a repository with the action and the recipes as workflows, which use it as theirs if ``local`` is set."""
    (folder / ".github" / "workflows").mkdir(parents=True)
    shutil.copy(ROOT / "action.yml", folder)
    for number, recipe in enumerate(recipes()["github"]):
        text = PLACEHOLDER.sub("./", recipe) if local else recipe
        (folder / ".github" / "workflows" / f"{number}.yml").write_text(text, encoding="utf-8")
    commit(folder)
    return folder


def test_there_are_recipes_for_each_service() -> None:
    assert {kind: len(found) for kind, found in recipes().items()} == {"pre-commit": 2, "github": 3, "gitlab": 1}


def test_the_action_and_the_workflows_satisfy_zizmor(tmp_path: Path) -> None:
    folder = workflows(tmp_path / "repository", local=False)
    options = ("--offline", "--no-config", "--strict-collection", "--persona=pedantic")
    said = checked_by("zizmor", *options, ".", cwd=folder)
    assert len(re.findall(r"completed \S+\.yml", said)) == 4


def test_the_workflows_satisfy_actionlint(tmp_path: Path) -> None:
    # It knows the inputs of an action that a workflow uses from its own repository.
    folder = workflows(tmp_path / "repository", local=True)
    files = sorted(path.relative_to(folder).as_posix() for path in folder.glob(".github/workflows/*.yml"))
    assert len(files) == 3
    checked_by("actionlint", "-shellcheck=", "-pyflakes=", *files, cwd=folder)


def test_the_files_satisfy_the_schemas_of_the_services(tmp_path: Path) -> None:
    folder = workflows(tmp_path / "repository", local=False)
    schema = "--builtin-schema=vendor."
    checked_by("check-jsonschema", f"{schema}github-actions", "action.yml", cwd=folder)
    files = [str(path) for path in folder.glob(".github/workflows/*.yml")]
    checked_by("check-jsonschema", f"{schema}github-workflows", *files, cwd=folder)
    including = tmp_path / ".gitlab-ci.yml"
    including.write_text(recipes()["gitlab"][0], encoding="utf-8")
    checked_by("check-jsonschema", f"{schema}gitlab-ci", str(ROOT / "ci" / "gitlab.yml"), str(including), cwd=tmp_path)


@pytest.mark.parametrize("number", [0, 1])
def test_the_recipes_for_pre_commit_name_hooks_that_there_are(tmp_path: Path, number: int) -> None:
    pytest.importorskip("pre_commit")
    recipe = recipes()["pre-commit"][number]
    (tmp_path / "config.yaml").write_text(recipe, encoding="utf-8")
    words = [sys.executable, "-m", "pre_commit", "validate-config", "config.yaml"]
    assert subprocess.run(words, cwd=tmp_path, timeout=DEADLINE, check=False).returncode == 0
    known = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    assert {hook["id"] for hook in yaml.safe_load(recipe)["repos"][0]["hooks"]} <= known


def test_the_job_for_gitlab_writes_what_it_promises(site: Site) -> None:
    job = yaml.safe_load((ROOT / "ci" / "gitlab.yml").read_text(encoding="utf-8"))["claimlint"]
    bin_folder = site.install(".bin/claimlint").parent
    path = f"{bin_folder}{os.pathsep}/usr/bin:/bin"
    done = site.shell("\n".join(job["script"]), "bash", "-e", PATH=path, CLAIMLINT_OPTIONS="--jurisdiction uk .")
    assert done.returncode == 1, done.stderr
    artifacts = job["artifacts"]
    for file in (*artifacts["paths"], *artifacts["reports"].values()):
        assert (site.folder / file).stat().st_size
    quality = json.loads((site.folder / artifacts["reports"]["codequality"]).read_text(encoding="utf-8"))
    assert [(entry["check_name"], entry["location"]["path"]) for entry in quality] == [(FLAGGED_RULE, "flagged.md")]
    assert job["variables"]["CLAIMLINT_VERSION"] == claimlint.__version__


def test_the_step_for_jenkins_writes_what_is_published(site: Site) -> None:
    (recipe,) = fenced(RECIPES, "groovy")
    script = re.search(r"sh '''\n(.*?)'''", recipe, re.DOTALL)
    assert script is not None
    site.install(".claimlint/bin/claimlint")
    steps = [line for line in script[1].splitlines() if " -m venv " not in line and "/pip " not in line]
    for _ in range(2):  # what the first run leaves in the work space is no copy in the second
        done = site.shell("\n".join(steps), "sh", "-xe")
        assert (done.returncode, FLAGGED_RULE in done.stdout) == (1, True)
        assert "1 error, 0 warnings, 0 infos in 2 files" in done.stdout
    for file in re.findall(r"'(\.claimlint/[^']+)'", recipe):
        assert (site.folder / file).stat().st_size


def test_the_recipe_for_a_shell_ends_as_the_linter_does(site: Site) -> None:
    site.install(".claimlint/bin/claimlint")
    _, script, _ = fenced(RECIPES, "sh")
    done = site.shell(script)
    assert done.returncode == 1
    assert done.stdout.endswith("claims to put right, see .claimlint/report.html\n")
    assert (site.folder / ".claimlint" / "report.html").exists()
    (site.folder / "flagged.md").unlink()
    done = site.shell(script)
    assert (done.returncode, done.stdout) == (0, "nothing to put right\n")
    (site.folder / "broken.md").write_bytes(b"\0\1\2")
    done = site.shell(script)
    assert done.returncode == 2
    assert done.stderr.endswith("no verdict, so nothing is cleared\n")


def test_the_hook_without_pre_commit_stops_a_claim(site: Site) -> None:
    site.install(".claimlint/bin/claimlint")
    (site.folder / ".gitignore").write_text(".claimlint/\n", encoding="utf-8")
    assert site.shell(fenced(RECIPES, "sh")[2]).returncode == 0
    (site.folder / "new page.md").write_text(CLEAN, encoding="utf-8")
    git(site.folder, "add", "--all")
    git(site.folder, "commit", "--message", "clean")
    (site.folder / "-bad\n.md").write_text(FLAGGED, encoding="utf-8")
    git(site.folder, "add", "--all")
    with pytest.raises(subprocess.CalledProcessError) as stopped:
        git(site.folder, "commit", "--message", "bad")
    assert FLAGGED_RULE in stopped.value.stdout + stopped.value.stderr


def test_every_recipe_takes_the_version_that_this_is() -> None:
    text = (ROOT / RECIPES).read_text(encoding="utf-8") + (ROOT / "README.md").read_text(encoding="utf-8")
    versions = set(re.findall(r"clinic-claimlint==([\w.]+)|(?:rev: |# )v(0[\d.]+)", text))
    assert {first or second for first, second in versions} == {claimlint.__version__}
