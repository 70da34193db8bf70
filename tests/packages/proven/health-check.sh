#!/usr/bin/env bash
# Made by `handoff render` from incident.yaml (3007). Edit the record, not this file. checksum: 2afa19f47afe4af5
# Checks the health of 3007: Checkout times out at the payment gateway
# Not part of it, being manual or changing something: login, pages, dashboard-shows-pool

set -u

the_checks() {
  # shellcheck disable=SC1003,SC1112,SC2016,SC2088 # values are data: nothing here is to expand
  {
    :
    check pool-free 'Connections are free' 'egress' 60000 1 0 0 'output that matches `''^[1-9][0-9]`' './pool --free'
    want matches '^[1-9][0-9]' ' '
    check checkout 'Synthetic checkout' '' 60000 3 0 0 'ok' './smoke checkout'
    want equals 'ok'
    check answer-time 'Checkout answers in time' '' 60000 1 0 0 'within 2 s' './smoke checkout --time'
    want within '2000'
    check orders 'Payments without an order' '' 60000 1 0 0 '0' './orders --missing'
    want equals '0'
    criterion pool-has-room must 'pool-free' whole
    criterion checkout-works must 'checkout' part
    criterion fast-enough must 'answer-time' whole
    criterion orders-complete must 'orders' whole
  }
}

usage() {
  cat <<'END'
usage: health-check.sh [--only ID|COMPONENT]... [--json] [--list] [--help]

Runs the automatic, read-only checks of the incident and says whether its criteria hold.
Exit status: 0 HEALTHY, 1 CRITICAL or DEGRADED, 2 UNKNOWN (something could not be decided).

  --only ID|COMPONENT  only this check, or the checks of this component; may be repeated
  --json               the answer as JSON
  --list               show the commands, run nothing

What a command prints is judged and not shown: it may hold secrets. --list shows the commands.
It needs bash, head, tail, tr and sleep; JSON expectations need python3 or jq, and without
either they are errors. Output beyond 1 MiB is not judged.
END
}

# ------------------------------------------------------------------ what is checked

ids=() whats=() abouts=() commands=() timeouts=() attempts_of=() pauses=() exits=() shown=()
want_of=() want_kind=() want_a=() want_b=()
criteria=() musts=() proofs=() outsides=()

check() { # id what components timeout-ms attempts pause-ms exit expectation command
  ids+=("$1") whats+=("$2") abouts+=(" $3 ") timeouts+=("$4") attempts_of+=("$5") pauses+=("$6")
  exits+=("$7") shown+=("$8") commands+=("$9")
}
want() { # kind a b: one more expectation of the check before
  want_of+=("$((${#ids[@]} - 1))") want_kind+=("$1") want_a+=("$2") want_b+=("${3-}")
}
criterion() { # id must|wanted checks whole|part
  criteria+=("$1") musts+=("$2") proofs+=(" $3 ") outsides+=("$4")
}

# ------------------------------------------------------------------ one attempt

most=1048576
user_locale=${LC_ALL-unset}

now_ms() {
  if [ -n "${EPOCHREALTIME-}" ]; then
    local now=${EPOCHREALTIME/[.,]/}
    printf '%s' "${now%???}"
  else
    printf '%s000' "$(date +%s)"
  fi
}

in_seconds() {
  printf '%d.%03d' "$(($1 / 1000))" "$(($1 % 1000))"
}

# Runs a command in a process group of its own, ends all of it, and prints the output and then
# the exit status and the time in a trailer of 32 bytes.
attempt() { # command timeout-ms
  if [ "$user_locale" = unset ]; then unset LC_ALL; else LC_ALL=$user_locale; fi
  local started command=$1 job dog code took
  started=$(now_ms)
  case $command in [-+]*) command=" $command" ;; esac
  set -m
  bash -c "$command" </dev/null &
  job=$!
  {
    sleep "$(in_seconds "$2")"
    kill -TERM -- "-$job"
    sleep 0.3
    kill -KILL -- "-$job"
  } >/dev/null </dev/null &
  dog=$!
  set +m
  trap 'kill -KILL -- "-$job" "-$dog"; exit 130' INT TERM HUP
  wait "$job"
  code=$?
  took=$(($(now_ms) - started))
  kill -KILL -- "-$dog"
  if kill -0 -- "-$job"; then
    sleep 0.2
    kill -TERM -- "-$job"
    sleep 0.2
    kill -KILL -- "-$job"
  fi
  printf '%-15s %-15s\n' "$code" "$took"
}

# Sets out, code and took.
run_once() { # command timeout-ms
  local all
  all=$(attempt "$1" "$2" 2>/dev/null | { head -c "$((most + 1))"; tail -c 32; } | tr '\000' '\001'; printf .)
  all=${all%.}
  local trailer=${all: -32}
  out=${all%"$trailer"}
  read -r code took <<<"$trailer"
  case $code$took in '' | *[!0-9]*) code=127 took=0 ;; esac
}

# ------------------------------------------------------------------ what it must show

trimmed() {
  local text=$1 blank=$' \t\n\r\f'
  text=${text#"${text%%[!"$blank"]*}"}
  printf '%s.' "${text%"${text##*[!"$blank"]}"}"
}

json_python='
import json, sys
def refuse(_):
    raise ValueError
def same(a, b):
    if isinstance(a, bool) or isinstance(b, bool) or a is None or b is None:
        return a is b
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return a == b
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same(a[k], b[k]) for k in a)
    return type(a) is type(b) and a == b
def answer():
    try:
        found = json.loads(sys.stdin.buffer.read().decode("utf-8", "replace"), parse_constant=refuse)
    except (ValueError, RecursionError):
        return "no-json"
    for token in sys.argv[1].split("/")[1:]:
        token = token.replace("~1", "/").replace("~0", "~")
        if isinstance(found, dict) and token in found:
            found = found[token]
        elif isinstance(found, list) and token.isdigit() and (token == "0" or token[0] != "0") and int(token) < len(found):
            found = found[int(token)]
        else:
            return "nothing"
    return "same" if same(found, json.loads(sys.argv[2])) else "other"
print(answer())
'
# shellcheck disable=SC2016
json_jq='
def at($tokens): if $tokens | length == 0 then [.] else
  ($tokens[0] | gsub("~1"; "/") | gsub("~0"; "~")) as $t |
  if type == "object" and has($t) then .[$t] | at($tokens[1:])
  elif type == "array" and ($t | test("^(0|[1-9][0-9]*)$")) and ($t | tonumber) < length then .[$t | tonumber] | at($tokens[1:])
  else [] end end;
if length != 1 then "no-json" else .[0] | at($pointer | split("/")[1:]) |
  if length == 0 then "nothing" elif .[0] == $want then "same" else "other" end end
'
json_tool=

ask_json() { # tool pointer value, output on standard input
  case $1 in
    python3) python3 -I -c "$json_python" "$2" "$3" ;;
    jq) jq -r -s --arg pointer "$2" --argjson want "$3" "$json_jq" || printf 'no-json' ;;
  esac 2>/dev/null
}

# The first helper that is there and answers right.
find_json_tool() {
  local tool
  for tool in python3 jq none; do
    json_tool=$tool
    [ "$(printf '{"a":[1]}' | ask_json "$tool" /a/0 1)" = same ] || continue
    [ "$(printf '{"a":[1]}' | ask_json "$tool" /a/0 2)" = other ] && return
  done
}

# Sets outcome, actual and again (whether another attempt could end differently).
judge() { # check
  local i=$1 n failed='' unclear='' cut='' text a b
  again=yes actual="exit $code"
  if [ "$took" -ge "${timeouts[i]}" ]; then
    outcome=timeout actual="no end within $(in_seconds "${timeouts[i]}") s"
    return
  fi
  case $code in
    126 | 127)
      outcome=error again='' actual="exit $code, the command could not be run"
      return
      ;;
  esac
  if [ "$code" -gt 128 ] && [ "$code" -le 192 ]; then
    # Here an exit status and a signal look the same, whatever is expected.
    outcome=error actual="exit $code, ended by signal $((code - 128))"
    return
  fi
  if [ "${#out}" -gt "$most" ]; then
    cut=yes
    out=${out:0:most}
  fi
  [ "$code" = "${exits[i]}" ] || failed="exit $code"
  for ((n = 0; n < ${#want_of[@]}; n++)); do
    [ "${want_of[n]}" = "$i" ] || continue
    a=${want_a[n]} b=${want_b[n]}
    case ${want_kind[n]} in
      equals)
        text=$(trimmed "$out")
        [ -z "$cut" ] && [ "${text%.}" = "$a" ] || failed+="${failed:+; }other output (${#out} bytes)"
        ;;
      contains)
        if [[ $out != *"$a"* ]]; then
          if [ -n "$cut" ]; then unclear+="${unclear:+; }more output than is judged"
          else failed+="${failed:+; }output without it (${#out} bytes)"; fi
        fi
        ;;
      excludes)
        if [[ $out == *"$a"* ]]; then failed+="${failed:+; }output with what it must not have"
        elif [ -n "$cut" ]; then unclear+="${unclear:+; }more output than is judged"; fi
        ;;
      matches) judge_match "$a" "$b" ;;
      json) judge_json "$a" "$b" ;;
      within) [ "$took" -le "$a" ] || failed+="${failed:+; }took $(in_seconds "$took") s" ;;
      *) unclear+="${unclear:+; }$a" ;;
    esac
  done
  if [ -n "$failed" ]; then outcome=failed actual=$failed
  elif [ -n "$unclear" ]; then outcome=error actual=$unclear
  else outcome=passed again=''; fi
}

judge_match() { # regex flags
  local probe='\bb'
  if [ -n "$cut" ]; then
    unclear+="${unclear:+; }more output than is judged"
  elif [[ $2 == *ascii* && $out == *[$'\200'-$'\377']* ]]; then
    unclear+="${unclear:+; }output that is not ASCII: handoff verify can judge it"
  elif [[ $2 == *boundary* ]] && ! [[ 'a b' =~ $probe && ! ab =~ $probe ]]; then
    unclear+="${unclear:+; }this system's regular expressions know no word boundary"
  elif ! [[ $out =~ $1 ]]; then
    failed+="${failed:+; }output that does not match (${#out} bytes)"
  fi
}

judge_json() { # pointer value
  [ -n "$json_tool" ] || find_json_tool
  if [ "$json_tool" = none ]; then
    unclear+="${unclear:+; }neither python3 nor jq is here to read JSON"
    return
  fi
  case $(printf '%s' "$out" | ask_json "$json_tool" "$1" "$2") in
    same) ;;
    other) failed+="${failed:+; }another value at $1" ;;
    nothing) failed+="${failed:+; }nothing at $1" ;;
    no-json)
      if [ -n "$cut" ]; then unclear+="${unclear:+; }more output than is judged"
      else failed+="${failed:+; }no JSON"; fi
      ;;
    *) unclear+="${unclear:+; }$json_tool gave no answer" ;;
  esac
}

# ------------------------------------------------------------------ all of it

outcomes=() actuals=() tooks=() tries=()

run_check() { # check
  local i=$1 out code took outcome actual again try=0
  while :; do
    try=$((try + 1))
    run_once "${commands[i]}" "${timeouts[i]}"
    judge "$i"
    [ "$outcome" = passed ] || [ -z "$again" ] || [ "$try" -ge "${attempts_of[i]}" ] || {
      sleep "$(in_seconds "${pauses[i]}")"
      continue
    }
    break
  done
  outcomes[i]=$outcome actuals[i]=$actual tooks[i]=$took tries[i]=$try codes[i]=$code
}

# Sets met to yes, no, undecided, or nothing when the selection does not decide it.
decide() { # criterion
  local c=$1 i proof found
  met=yes
  [ "${outsides[c]}" = part ] && met=
  for proof in ${proofs[c]}; do
    found=
    for i in "${selected[@]}"; do
      [ "${ids[i]}" = "$proof" ] && found=${outcomes[i]}
    done
    case $found in
      failed)
        met=no
        return
        ;;
      '') met= ;;
      error | timeout) [ "$met" = yes ] && met=undecided ;;
    esac
  done
}

json_text() {
  local text=${1//\\/\\\\}
  text=${text//\"/\\\"}
  text=${text//$'\n'/\\n}
  text=${text//$'\t'/\\t}
  printf '"%s"' "$text"
}

show_json() {
  local i comma='' exit_
  printf '{\n  "status": "%s",\n  "checks": [' "$status"
  for i in "${selected[@]}"; do
    exit_=${codes[i]}
    [ "${outcomes[i]}" = timeout ] && exit_=null
    printf '%s\n    {"id": "%s", "outcome": "%s", "seconds": %s, "exit": %s, "expected": ' "$comma" \
      "${ids[i]}" "${outcomes[i]}" "$(in_seconds "${tooks[i]}")" "$exit_"
    json_text "${shown[i]}"
    printf ', "actual": '
    json_text "${actuals[i]}"
    printf ', "attempts": %s}' "${tries[i]}"
    comma=,
  done
  printf '\n  ],\n  "criteria": ['
  comma=
  for ((i = 0; i < ${#criteria[@]}; i++)); do
    case ${mets[i]} in yes) exit_=true ;; no) exit_=false ;; undecided) exit_=null ;; *) continue ;; esac
    printf '%s\n    {"id": "%s", "met": %s}' "$comma" "${criteria[i]}" "$exit_"
    comma=,
  done
  printf '\n  ]\n}\n'
}

show_text() {
  local i
  for i in "${selected[@]}"; do
    printf '%-8s %s: %s (%s s)\n' "${outcomes[i]}" "${ids[i]}" "${whats[i]}" "$(in_seconds "${tooks[i]}")"
    [ "${outcomes[i]}" = passed ] && continue
    printf '         expected: %s\n         actual:   %s\n' "${shown[i]}" "${actuals[i]}"
  done
  for ((i = 0; i < ${#criteria[@]}; i++)); do
    case ${mets[i]} in
      no) printf 'not met: %s\n' "${criteria[i]}" ;;
      undecided) printf 'undecided: %s\n' "${criteria[i]}" ;;
    esac
  done
  printf '%s\n' "$status"
}

main() {
  local only=() json='' list='' i id known tool status mets=() met codes=() selected=()
  LC_ALL=C
  while [ $# -gt 0 ]; do
    case $1 in
      --only)
        [ $# -ge 2 ] || { printf 'error: --only needs an id\n' >&2; exit 2; }
        only+=("$2")
        shift
        ;;
      --only=*) only+=("${1#--only=}") ;;
      --json) json=yes ;;
      --list) list=yes ;;
      -h | --help)
        usage
        exit 0
        ;;
      *)
        printf 'error: unknown option %s\n' "$1" >&2
        usage >&2
        exit 2
        ;;
    esac
    shift
  done
  the_checks
  for id in ${only[@]+"${only[@]}"}; do
    known=
    for ((i = 0; i < ${#ids[@]}; i++)); do
      [ "${ids[i]}" = "$id" ] || [[ ${abouts[i]} == *" $id "* ]] && known=yes
    done
    [ -n "$known" ] || { printf 'error: no check or component has the id %s\n' "$id" >&2; exit 2; }
  done
  for ((i = 0; i < ${#ids[@]}; i++)); do
    known=
    for id in ${only[@]+"${only[@]}"}; do
      [ "${ids[i]}" = "$id" ] || [[ ${abouts[i]} == *" $id "* ]] && known=yes
    done
    [ "${#only[@]}" -gt 0 ] && [ -z "$known" ] || selected+=("$i")
  done
  if [ -n "$list" ]; then
    for i in "${selected[@]}"; do
      printf '%s: %s\n    %s\n' "${ids[i]}" "${whats[i]}" "${commands[i]//$'\n'/$'\n    '}"
    done
    exit 0
  fi
  for tool in head tail tr sleep; do
    command -v "$tool" >/dev/null || { printf 'error: %s is not here, and nothing can be checked without it\n' "$tool" >&2; exit 2; }
  done
  case ${BASH_SOURCE[0]-} in */*) cd -- "${BASH_SOURCE[0]%/*}" || exit 2 ;; esac
  trap 'exit 130' INT
  for i in "${selected[@]}"; do
    run_check "$i"
  done
  status=HEALTHY
  for i in "${selected[@]}"; do
    case ${outcomes[i]} in
      failed) status=DEGRADED ;;
      error | timeout) [ "$status" = HEALTHY ] && status=UNKNOWN ;;
    esac
  done
  for ((i = 0; i < ${#criteria[@]}; i++)); do
    decide "$i"
    mets[i]=$met
    case $met-${musts[i]} in
      no-must) status=CRITICAL ;;
      no-*) [ "$status" = CRITICAL ] || status=DEGRADED ;;
      undecided-*) [ "$status" = HEALTHY ] && status=UNKNOWN ;;
    esac
  done
  if [ -n "$json" ]; then show_json; else show_text; fi
  case $status in HEALTHY) exit 0 ;; UNKNOWN) exit 2 ;; *) exit 1 ;; esac
}

main "$@"
