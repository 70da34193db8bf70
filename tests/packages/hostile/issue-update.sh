#!/usr/bin/env bash
# Made by `handoff render` from incident.yaml (0771). Edit the record, not this file. checksum: 07364c6fce1a3a3c
# Updates the issue of 0771: "Hostile"; # [title](https://evil.example) `x|y` <b> @octocat %%{x}%% end.

set -u

# shellcheck disable=SC1003,SC1112,SC2016,SC2088 # values are data: nothing here is to expand
{
  issue='https://github.com/example/payouts/issues/771'
  number='771'
  place='repos/example/payouts'
  marker='<!-- handoff:0771 -->'
  comment_file='issue-update.md'
  repo=('--repo=github.com/example/payouts')
  host=()
  remove=('`${{ vars.x }}`')
  remove_listed=('`${{ vars.x }}`')
  add=('javascript:alert(1)' '[j](javascript:alert(1))')
  add_listed=('javascript:alert(1)' '[j](javascript:alert(1))')
}

usage() {
  cat <<'END'
usage: issue-update.sh [--dry-run] [--help]

Changes the labels of the issue, one by one, and posts the comment, or updates the one it posted
before. It can run again at any time. It needs the GitHub CLI, logged in: gh auth login
Exit status: 0 all done, 1 something could not be done (the rest was), 2 could not run.

  --dry-run  print the gh commands, run none
END
}

dry_run='' failed=0 top=''

say() {
  printf '%s\n' "$*" >&2
}

give_up() {
  say "failed: $*"
  failed=1
}

# One gh command; printed instead when nothing is to run.
run() {
  if [ -n "$dry_run" ]; then
    printf 'gh'
    printf ' %q' "$@"
    printf '\n'
  else
    # It asks git for the repository: from its top, where a package cannot pose as one.
    (cd -- "${top:-/}" && gh "$@")
  fi
}

# Programs of the folder in which we are, which may be a stranger's, are never run.
only_absolute_path() {
  local rest=${PATH-}: entry found=''
  while [ -n "$rest" ]; do
    entry=${rest%%:*}
    rest=${rest#*:}
    case $entry in /*) found+=${found:+:}$entry ;; esac
  done
  export PATH=${found:-/usr/local/bin:/usr/bin:/bin}
  unset CDPATH
}

# Sets top to the folder of the repository that holds the package: the nearest with `.git` in it. A
# package made to look like a bare repository is none.
find_top() {
  local folder
  folder=$(pwd -P)
  while [ ! -e "$folder/.git" ]; do
    [ -n "$folder" ] || return
    folder=${folder%/*}
  done
  top=${folder:-/}
}

# git, which reads that repository and runs nothing that its configuration names: only commands that
# print what is stored, without hooks, watchers, filters, pagers, or fetching what is missing.
safe_git() {
  git -C "$top" --no-pager --no-optional-locks --no-replace-objects -c core.fsmonitor= -c core.hooksPath=/dev/null \
    -c safe.bareRepository=explicit -c protocol.allow=never "$@" 2>/dev/null </dev/null
}

# The address of a folder of this repository on the web, as it was last committed: nothing unless
# that commit was pushed and is of the issue's repository.
address() { # folder
  local commit committed hash name site tab=$'\t' line=$'\n'
  commit=$(safe_git rev-parse --verify --quiet 'HEAD^{commit}') || return
  committed=$(safe_git ls-tree --full-tree "$commit" ${1:+"$1"}) || return
  for name in *.md; do
    hash=$(safe_git hash-object --no-filters -- "$1$name") || return
    [[ $line$committed$line == *" blob $hash$tab$1$name$line"* ]] || return
  done
  [ -n "$(safe_git for-each-ref --contains "$commit" --format=pushed refs/remotes)" ] || return
  case $issue in
    *://*)
      site=${issue%/*/*}
      name=${site#*://*/}
      safe_git config --get-regexp '^remote\..*\.url$' | grep -Eiq -e "[/:]${name//./\\.}(\.git)?/?$" || return
      ;;
    *) site=$(run repo view --json url --jq .url) || return ;;
  esac
  [ -z "$site" ] || printf '%s/blob/%s/%s' "$site" "$commit" "$1"
}

# The links to other documents lead nowhere in a tracker. They become addresses, or paths
# where there are none; so they do in a comment that would exceed what GitHub takes.
body() {
  local text folder='' at='' link='\[\([A-Za-z0-9._-]*\)\](\1)'
  if [ -n "$top" ] && command -v git >/dev/null; then
    folder=$(pwd -P)/
    folder=${folder#"${top%/}"/}
    case $folder in
      *[!A-Za-z0-9._/-]*) folder='' ;;
      *) at=$(address "$folder") ;;
    esac
  fi
  [ -n "$at" ] || say 'no links: the package as it is here was not pushed to the repository of the issue'
  text=$(sed "s|$link|[\1]($at\1)|g" -- "$comment_file")
  [ -n "$at" ] && [ "${#text}" -le 65000 ] || text=$(sed "s|$link|\`$folder\1\`|g" -- "$comment_file")
  printf '%s\n%s\n' "$marker" "$text"
}

has_label() { # label: 0 yes, 1 no, 2 unknown
  local labels
  labels=$(run issue view "$issue" --json labels --jq '.labels[].name') || return 2
  printf '%s\n' "$labels" | grep -Fixq -e "$1"
}

# A label that the issue, or the whole repository, does not have is removed already.
remove_label() { # label, the same as gh reads it in a list
  run issue edit "$issue" --remove-label="$2" && return
  has_label "$1"
  case $? in
    1) say "label $1: not there" ;;
    *) give_up "label $1 is not removed" ;;
  esac
}

# A label that the repository does not have yet is created.
add_label() { # label, the same as gh reads it in a list
  if [ -n "$dry_run" ]; then
    printf '# where the repository lacks the label: '
    run label create ${repo[@]+"${repo[@]}"} -- "$1"
    run issue edit "$issue" --add-label="$2"
    return
  fi
  run issue edit "$issue" --add-label="$2" && return
  run label create ${repo[@]+"${repo[@]}"} -- "$1" || say "label $1: not created"
  run issue edit "$issue" --add-label="$2" || give_up "label $1 is not added"
}

# One comment, found again by its marker. When it cannot be looked for, none is posted: two would
# be worse than an old one.
comment() {
  local found find
  find=(api ${host[@]+"${host[@]}"} --paginate "$place/issues/$number/comments"
    --jq ".[] | select(.body | contains(\"$marker\")) | .id")
  if [ -n "$dry_run" ]; then
    run "${find[@]}"
    printf '# where that finds a comment:\n'
    run api ${host[@]+"${host[@]}"} --method PATCH "$place/issues/comments/ID" --field body=@-
    printf '# else, with %s behind the marker as standard input, its links as addresses:\n' "$comment_file"
    run issue comment "$issue" --body-file -
    return
  fi
  found=$(run "${find[@]}") || {
    give_up 'the comments cannot be read, so none is posted'
    return
  }
  found=${found%%$'\n'*}
  case $found in
    '') body | run issue comment "$issue" --body-file - || give_up 'the comment is not posted' ;;
    *[!0-9]*) give_up 'the comments cannot be read, so none is posted' ;;
    *)
      body | run api ${host[@]+"${host[@]}"} --method PATCH "$place/issues/comments/$found" --field body=@- >/dev/null ||
        give_up 'the comment is not updated'
      ;;
  esac
}

main() {
  local i name
  only_absolute_path
  # What the caller's git is told by its environment is of another repository.
  for name in ${!GIT_@}; do
    unset "$name"
  done
  export GIT_CONFIG_COUNT=3 GIT_CONFIG_KEY_0=core.fsmonitor GIT_CONFIG_VALUE_0='' GIT_NO_LAZY_FETCH=1 \
    GIT_CONFIG_KEY_1=core.hooksPath GIT_CONFIG_VALUE_1=/dev/null \
    GIT_CONFIG_KEY_2=safe.bareRepository GIT_CONFIG_VALUE_2=explicit
  while [ $# -gt 0 ]; do
    case $1 in
      --dry-run) dry_run=yes ;;
      -h | --help)
        usage
        exit 0
        ;;
      *)
        say "error: unknown option $1"
        usage >&2
        exit 2
        ;;
    esac
    shift
  done
  case ${BASH_SOURCE[0]-} in */*) cd -- "${BASH_SOURCE[0]%/*}" || exit 2 ;; esac
  [ -r "$comment_file" ] || {
    say "error: $comment_file is not beside this script"
    exit 2
  }
  [ -n "$dry_run" ] || command -v gh >/dev/null || {
    say 'error: the GitHub CLI (gh) is not here'
    exit 2
  }
  find_top
  for ((i = 0; i < ${#remove[@]}; i++)); do
    remove_label "${remove[i]}" "${remove_listed[i]}"
  done
  for ((i = 0; i < ${#add[@]}; i++)); do
    add_label "${add[i]}" "${add_listed[i]}"
  done
  comment
  exit "$failed"
}

main "$@"
