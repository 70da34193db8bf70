#!/usr/bin/env bash
# Made by `handoff render` from incident.yaml (3007). Edit the record, not this file. checksum: 9db3e9265f9534f9
# Updates the issue of 3007: Checkout times out at the payment gateway

set -u

# shellcheck disable=SC1003,SC1112,SC2016,SC2088 # values are data: nothing here is to expand
{
  client='gh'
  issue='https://github.com/example/shop/issues/3007'
  number='3007'
  site='https://github.com/example/shop'
  blob='blob'
  place='repos/example/shop'
  marker='<!-- handoff:3007 -->'
  comment_file='issue-update.md'
  repo=('--repo=github.com/example/shop')
  host=()
  remove=()
  add=()
  remove_listed=()
  add_listed=()
}

dry_run='' failed=0 top=''

say() {
  printf '%s\n' "$*" >&2
}

give_up() {
  say "failed: $*"
  failed=1
}

# One command of the client; printed instead when nothing is to run.
run() {
  local from=/
  if [ -n "$dry_run" ]; then
    printf '%s' "$client"
    printf ' %q' "$@"
    printf '\n'
  else
    # gh asks git for the repository: from its top, where a package cannot pose as one. glab is told all,
    # and would read a configuration there.
    [ "$client" != gh ] || from=${top:-/}
    (cd -- "$from" && "$client" "$@")
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
  local commit committed hash name at=$site tab=$'\t' line=$'\n'
  commit=$(safe_git rev-parse --verify --quiet 'HEAD^{commit}') || return
  committed=$(safe_git ls-tree --full-tree "$commit" ${1:+"$1"}) || return
  for name in *.md; do
    hash=$(safe_git hash-object --no-filters -- "$1$name") || return
    [[ $line$committed$line == *" blob $hash$tab$1$name$line"* ]] || return
  done
  [ -n "$(safe_git for-each-ref --contains "$commit" --format=pushed refs/remotes)" ] || return
  if [ -n "$at" ]; then
    name=${at#*://*/}
    safe_git config --get-regexp '^remote\..*\.url$' | grep -Eiq -e "[/:]${name//./\\.}(\.git)?/?$" || return
  else
    at=$(run repo view --json url --jq .url) || return
  fi
  [ -z "$at" ] || printf '%s/%s/%s/%s' "$at" "$blob" "$commit" "$1"
}

# No line of a text is a command to the tracker, or to a bot that listens there: `/close`. In a fence
# none is read.
# shellcheck disable=SC2016 # fences, no commands
plain_lines() {
  awk '
    fence != "" { if (index($0, fence) == 1 && $0 ~ /^`+ *$/) fence = ""; print; next }
    match($0, /^```+/) && substr($0, RLENGTH + 1) !~ /`/ { fence = substr($0, 1, RLENGTH) }
    /^\// { printf "\\" }
    { print }'
}

# The links to other documents lead nowhere in a tracker. They become addresses, or paths
# where there are none; so they do in a comment that would exceed what a tracker takes.
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
  text=$(sed "s|$link|[\1]($at\1)|g" -- "$comment_file" | plain_lines)
  [ -n "$at" ] && [ "${#text}" -le 65000 ] ||
    text=$(sed "s|$link|\`$folder\1\`|g" -- "$comment_file" | plain_lines)
  printf '%s\n%s\n' "$marker" "$text"
}

# One comment, found again by its marker. When it cannot be looked for, none is posted: two would
# be worse than an old one.
comment() {
  local found
  if [ -n "$dry_run" ]; then
    find_comment
    printf '# where that finds a comment:\n'
    update_comment ID
    printf '# else, with %s behind the marker as standard input, its links as addresses:\n' "$comment_file"
    post_comment
    return
  fi
  found=$(find_comment) || {
    give_up 'the comments cannot be read, so none is posted'
    return
  }
  found=${found%%$'\n'*}
  case $found in
    '') body | post_comment || give_up 'the comment is not posted' ;;
    *[!0-9]*) give_up 'the comments cannot be read, so none is posted' ;;
    *) body | update_comment "$found" || give_up 'the comment is not updated' ;;
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
  [ -n "$dry_run" ] || command -v "$client" >/dev/null || {
    say "error: $client, the command line client of the tracker, is not here"
    exit 2
  }
  find_top
  for ((i = 0; i < ${#remove[@]}; i++)); do
    remove_label "$i"
  done
  for ((i = 0; i < ${#add[@]}; i++)); do
    add_label "$i"
  done
  comment
  exit "$failed"
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

has_label() { # label: 0 yes, 1 no, 2 unknown
  local labels
  labels=$(run issue view "$issue" --json labels --jq '.labels[].name') || return 2
  printf '%s\n' "$labels" | grep -Fixq -e "$1"
}

# A label that the issue, or the whole repository, does not have is removed already.
remove_label() { # position in the list
  local label=${remove[$1]}
  run issue edit "$issue" --remove-label="${remove_listed[$1]}" && return
  has_label "$label"
  case $? in
    1) say "label $label: not there" ;;
    *) give_up "label $label is not removed" ;;
  esac
}

# A label that the repository does not have yet is created.
add_label() { # position in the list
  local label=${add[$1]} listed=${add_listed[$1]}
  if [ -n "$dry_run" ]; then
    printf '# where the repository lacks the label: '
    run label create ${repo[@]+"${repo[@]}"} -- "$label"
    run issue edit "$issue" --add-label="$listed"
    return
  fi
  run issue edit "$issue" --add-label="$listed" && return
  run label create ${repo[@]+"${repo[@]}"} -- "$label" || say "label $label: not created"
  run issue edit "$issue" --add-label="$listed" || give_up "label $label is not added"
}

find_comment() {
  run api ${host[@]+"${host[@]}"} --paginate "$place/issues/$number/comments" \
    --jq ".[] | select(.body | contains(\"$marker\")) | .id"
}

post_comment() {
  run issue comment "$issue" --body-file -
}

update_comment() { # its number
  local answer
  answer=$(run api ${host[@]+"${host[@]}"} --method PATCH "$place/issues/comments/$1" --field body=@-) || return
  [ -z "$dry_run" ] || printf '%s\n' "$answer"
}

main "$@"
