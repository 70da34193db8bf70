
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
