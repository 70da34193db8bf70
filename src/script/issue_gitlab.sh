
usage() {
  cat <<'END'
usage: issue-update.sh [--dry-run] [--help]

Changes the labels of the issue, one by one, and posts the comment, or updates the one it posted
before. It can run again at any time. It needs the GitLab CLI, logged in: glab auth login
Exit status: 0 all done, 1 something could not be done (the rest was), 2 could not run.

  --dry-run  print the glab commands, run none
END
}

export NO_PROMPT=1 GLAB_CHECK_UPDATE=false

# What GitLab answers is of no interest, unless it refuses.
call() { # method, address, arguments
  local method=$1 address=$2 answer
  shift 2
  answer=$(run api "${host[@]}" --method "$method" "$address" "$@") || return
  [ -z "$dry_run" ] || printf '%s\n' "$answer"
}

# GitLab takes a list: a comma would make two labels of one.
change_label() { # field, label, what could not be done
  case $2 in
    *,*) give_up "label $2 is not $3: no label of GitLab holds a comma" ;;
    *) call PUT "$place/$number" --raw-field "$1=$2" </dev/null || give_up "label $2 is not $3" ;;
  esac
}

# A label that the issue does not have is removed already, and one that the project lacks is created.
remove_label() { # position in the list
  change_label remove_labels "${remove[$1]}" removed
}

add_label() { # position in the list
  change_label add_labels "${add[$1]}" added
}

# The numbers of the notes that begin with the marker. A quote in a text is written as \", so that
# none can look like a field, and no field before the text holds braces.
find_comment() {
  local notes begin='(<|\\u003c)' end='(>|\\u003e)' sought=${marker#<}
  sought=${sought%>}
  notes=$(run api "${host[@]}" --paginate "$place/$number/notes?per_page=100" </dev/null) || return
  if [ -n "$dry_run" ]; then
    printf '%s\n' "$notes"
    return
  fi
  printf '%s\n' "$notes" |
    grep -Eo -e "\{ *\"id\": *[0-9]+,[^{}]*\"body\": *\"$begin${sought//./\\.}$end" | grep -Eo -e '[0-9]+' -m 1 | head -n 1
}

post_comment() {
  call POST "$place/$number/notes" --field body=@-
}

update_comment() { # its number
  call PUT "$place/$number/notes/$1" --field body=@-
}

main "$@"
