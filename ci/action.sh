#!/usr/bin/env bash
# Runs the linter for action.yml. What was put in comes as variables and goes on as whole words: it may be anybody's.
set -euo pipefail

rm -rf -- "$REPORTS" # of an earlier use in the same job
mkdir -p "$REPORTS"
arguments=(check --format github)
[ -z "$JURISDICTIONS" ] || arguments+=("--jurisdiction=$JURISDICTIONS")
[ -z "$FAIL_ON" ] || arguments+=("--fail-on=$FAIL_ON")
[ -z "$BASELINE" ] || arguments+=("--baseline=$BASELINE")
[ -z "$NEW_FROM" ] || arguments+=("--new-from=$NEW_FROM")
[ -z "$CONFIG" ] || arguments+=("--config=$CONFIG")

read -r -d '' -a formats <<<"${FORMATS//,/ }" || true # it ends with the text, which is no failure here
for format in ${formats[@]+"${formats[@]}"}; do
    case $format in
        gitlab) file=gitlab.json ;;
        junit) file=junit.xml ;;
        markdown) file=report.md ;;
        text) file=report.txt ;;
        *[!a-z]*)
            echo "claimlint: formats: “$format” is no name of a format" >&2
            exit 2
            ;;
        *) file=report.$format ;;
    esac
    arguments+=("--output=$format=$REPORTS/$file")
done

arguments+=(--)
while read -r path; do
    [ -z "$path" ] || arguments+=("$path")
done <<<"$PATHS"

code=0
"$CLAIMLINT" "${arguments[@]}" || code=$?

{
    echo "exit-code=$code"
    # A run that ends early, for wrong settings or a wrong path to write to, leaves no report.
    [ -z "$(ls -A "$REPORTS")" ] || echo "reports=$REPORTS"
    [ ! -f "$REPORTS/report.sarif" ] || echo "sarif=$REPORTS/report.sarif"
} >>"$GITHUB_OUTPUT"
exit "$code"
