#!/usr/bin/env bash
# Made by `handoff render` from incident.yaml (2026-05-14-ledger-replica). Edit the record, not this file. checksum: 696b39e32332eece
# Checks the health of 2026-05-14-ledger-replica: Promotion of a stalled replica lost committed ledger postings
# Not run by it, but known from the evidence: drill, adjustments-booked

set -u

the_checks() {
  # shellcheck disable=SC1003,SC1112,SC2016,SC2088 # values are data: nothing here is to expand
  {
    run_in='.'
    check failover-limit 'Patroni promotes no node that is behind' 'cluster' 60000 1 0 0 '/maximum_lag_on_failover = 1048576' 'curl -fsS http://lgr-db-2:8008/config'
    want json '/maximum_lag_on_failover' '{"or":[1048576,"1048576"]}'
    check copy-kept 'The copy of `lgr-db-1` is on the backup host' 'cluster' 60000 1 0 0 'tank/ledger-old@before-rejoin' 'ssh lgr-bak-1 zfs list -H -o name -t snapshot tank/ledger-old@before-rejoin'
    want equals 'tank/ledger-old@before-rejoin'
    check sync-standby 'The leader has one synchronous standby' 'cluster' 60000 1 0 0 '1' "psql service=ledger -Atc \"SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync' AND state = 'streaming'\""
    want equals '1'
    check replica-current 'A standby has replayed what the leader wrote when the check began' 'cluster' 60000 1 0 0 'replayed; within 30 s' 'lsn=$(psql service=ledger -Atc '"'SELECT pg_current_wal_lsn()')
until psql service=ledger-standby -Atc \"SELECT pg_last_wal_replay_lsn() >= '"'$lsn'"'\" | grep -qx t; do sleep 1; done
echo replayed
"
    want equals 'replayed'
    want within '30000'
    check postings-complete 'Every settled payment of the window has its posting' 'postings' 60000 1 0 0 't|0' "psql service=ledger -Atc \"SELECT count(*) > 0, count(*) FILTER (WHERE p.idempotency_key IS NULL)
  FROM recovery.bus_posting b LEFT JOIN ledger.posting p USING (idempotency_key)
  WHERE b.settled_at BETWEEN '2026-05-14 03:08:00+02' AND '2026-05-14 03:31:00+02'\"
"
    want equals 't|0'
    check balances-tie 'Each balance is the sum of its postings' 'postings' 60000 1 0 0 't|0' "psql service=ledger -Atc 'SELECT count(*) > 0, count(*) FILTER (WHERE balance <> posted) FROM ledger.balance_audit'"
    want equals 't|0'
    known drill 'A planned switchover at midday' 'cluster' skipped undecided "a person's attestation" 'awaits attestation'
    known adjustments-booked 'Each adjustment of the window is booked again, once' 'postings' skipped undecided "a person's attestation" 'awaits attestation'
    criterion copy-proven must 'copy-kept' whole
    criterion failover-safe must 'failover-limit' whole
    criterion postings-restored must 'postings-complete' whole
    criterion balances-restored must 'balances-tie adjustments-booked' whole
    criterion standby-in-sync must 'sync-standby replica-current' whole
    criterion switchover-drill must 'drill' whole
    criterion standby-current must 'replica-current' whole
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
What it cannot run, being manual or changing something, counts as evidence.yaml had it when this
script was made; --list names it.
It needs bash, cat, head, tr and sleep; JSON expectations need python3 or jq, and without either
they are errors. Output beyond 1 MiB is not judged. Programs are looked up in the folders that PATH
names in full.
END
}

# ------------------------------------------------------------------ what is checked

ids=() whats=() abouts=() commands=() listed=() timeouts=() attempts_of=() pauses=() exits=() shown=()
outcomes=() actuals=() tooks=() tries=() counts=() dates=() holds_of=() excuses=()
want_of=() want_kind=() want_a=() want_b=()
criteria=() musts=() proofs=() wholes=() waivers=()
run_in=.

check() { # id what components timeout-ms attempts pause-ms exit expectation command
  ids+=("$1") whats+=("$2") abouts+=(" $3 ") timeouts+=("$4") attempts_of+=("$5") pauses+=("$6")
  exits+=("$7") shown+=("$8") commands+=("$9") listed+=("$9")
  outcomes+=('') actuals+=('') tooks+=('') tries+=(0) counts+=('') dates+=('') holds_of+=('') excuses+=('')
}
# Whether those that follow are needed is up to the record.
# shellcheck disable=SC2317,SC2329
as_listed() { # text: the command of the check before, with what cannot be seen in it
  listed[${#ids[@]}-1]=$1
}
# shellcheck disable=SC2317,SC2329
known() { # id what components outcome yes|no|undecided expectation why: a check that is not run here
  check "$1" "$2" "$3" 0 0 0 0 "$6" ''
  outcomes[${#ids[@]}-1]=$4 counts[${#ids[@]}-1]=$5 actuals[${#ids[@]}-1]=$7
}
# shellcheck disable=SC2317,SC2329
dated() { # seconds since 1970: when that was found
  dates[${#ids[@]}-1]=$1
}
# shellcheck disable=SC2317,SC2329
holds() { # ms: how long every try has to pass
  holds_of[${#ids[@]}-1]=$1
}
# shellcheck disable=SC2317,SC2329
excused() { # why: nothing depends on the check before, all its criteria being waived
  excuses[${#ids[@]}-1]=$1
}
want() { # kind a b: one more expectation of the check before
  want_of+=("$((${#ids[@]} - 1))") want_kind+=("$1") want_a+=("$2") want_b+=("${3-}")
}
criterion() { # id must|wanted checks whole|part waived: whether these are all that it needs
  criteria+=("$1") musts+=("$2") proofs+=(" $3 ") wholes+=("$4") waivers+=("${5-}")
}

# ------------------------------------------------------------------ one attempt

most=1048576
user_locale=${LC_ALL-unset}
clock='' slack=0 uptime=/proc/uptime

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

# The finest clock that is here, and by how much it may be wrong, in milliseconds.
find_clock() {
  local now
  if [ -n "${EPOCHREALTIME-}" ]; then clock=bash slack=0
  elif [ -r "$uptime" ]; then clock=uptime slack=10
  else
    now=$(date +%s%N)
    case $now in
      '' | *[!0-9]*)
        clock=seconds slack=1000
        now=$(perl -MTime::HiRes=time -e 'printf "%d", time * 1000') && [ -n "$now" ] && clock=perl slack=0
        ;;
      *) clock=date slack=0 ;;
    esac
  fi 2>/dev/null
}

# Sets now, in milliseconds.
read_clock() {
  case $clock in
    bash)
      now=${EPOCHREALTIME/[.,]/}
      now=${now%???}
      ;;
    uptime)
      read -r now _ <"$uptime"
      now=$((10#${now/./} * 10))
      ;;
    date)
      now=$(date +%s%N)
      now=${now%??????}
      ;;
    perl) now=$(perl -MTime::HiRes=time -e 'printf "%d", time * 1000') ;;
    *) now=$(date +%s)000 ;;
  esac
}

in_seconds() {
  printf '%d.%03d' "$(($1 / 1000))" "$(($1 % 1000))"
}

nap() { # milliseconds
  local seconds
  printf -v seconds '%d.%03d' "$(($1 / 1000))" "$(($1 % 1000))"
  # Where sleep knows whole seconds only, rather too long than not at all.
  sleep "$seconds" || sleep "$((($1 + 999) / 1000))"
}

# An attempt has two pipes. What the check prints goes through one of its own, which a process that it
# leaves behind may hold for as long as it likes: `pump` empties it, and is ended by `conduct`. What
# the script itself has to say goes through the other, which no check has.
#
#   run_command --output--> pump --> head --> tr --> the output
#        '------words------> conduct ------------> the trailer, when all of that has ended

# Runs the command in a process group of its own, within its time, and ends all of it.
run_command() { # command timeout-ms
  local command=$1 limit=$2 job dog guard code now started
  exec 3>&-
  if [ "$user_locale" = unset ]; then unset LC_ALL; else LC_ALL=$user_locale; fi
  case $command in [-+]*) command=" $command" ;; esac
  set -m
  read_clock
  started=$now
  bash -c "$command" </dev/null 4>&- &
  job=$!
  exec >/dev/null
  {
    nap "$limit"
    printf 'late\n' >&4
    kill -TERM -- "-$job"
    nap 100
    kill -KILL -- "-$job"
  } </dev/null &
  dog=$!
  # Who ends the script ends the check with it.
  {
    while kill -0 "$$"; do nap 200; done
    kill -TERM -- "-$job"
    nap 200
    kill -KILL -- "-$job"
  } </dev/null &
  guard=$!
  set +m
  trap 'kill -KILL -- "-$job" "-$dog" "-$guard"; exit 130' INT TERM HUP
  wait "$job"
  code=$?
  read_clock
  kill -KILL -- "-$dog" "-$guard"
  if kill -0 -- "-$job"; then
    nap 200
    kill -TERM -- "-$job"
    nap 200
    kill -KILL -- "-$job"
  fi
  printf 'ended %s %s\n' "$code" "$((now - started))" >&4
}

# Passes on what the check prints, until nobody holds the pipe any more or somebody ends it.
pump() {
  cat <&5 5<&- &
  printf 'pump %s\n' "$!" >&4
  wait "$!"
}

bounded() {
  exec 5<&0
  pump | head -c "$((most + 1))" | tr '\000' '\001'
  # The rest is read and dropped: the check never waits for us.
  pump >/dev/null
}

# Ends a pump that a process left behind would keep waiting; without one it ends by itself, sooner.
end_later() { # pump
  {
    nap 500
    kill "$1"
  } </dev/null >/dev/null &
  timers+=("$!")
}

conduct() {
  local word value more pump='' code='' took=0 late=in-time timer timers=()
  exec 3>&-
  set -m
  while read -r word value more; do
    case $word in
      pump)
        pump=$value
        [ -z "$code" ] || end_later "$pump"
        ;;
      late) late=late ;;
      ended)
        code=$value took=$more
        [ -z "$pump" ] || end_later "$pump"
        ;;
    esac
  done
  for timer in ${timers[@]+"${timers[@]}"}; do
    kill -KILL -- "-$timer"
  done
  printf '%-7s %-7s %-15s\n' "$late" "$code" "$took"
}

# Prints the output and then how it ended, in a trailer of 32 bytes.
attempt() { # command timeout-ms
  exec 3>&1
  {
    exec 4>&1
    run_command "$1" "$2" | bounded >&3 3>&-
  } | conduct
}

# Sets out, late, code and took.
run_once() { # command timeout-ms
  local all trailer
  all=$(attempt "$1" "$2" 2>/dev/null; printf .)
  all=${all%.}
  trailer=${all: -32}
  out=${all%"$trailer"}
  read -r late code took <<<"$trailer"
  case $code in '' | *[!0-9]*) code=127 ;; esac
  case $took in '' | *[!0-9]*) took=0 ;; esac
}

# ------------------------------------------------------------------ what it must show

# Long texts are taken in parts: what bash does with patterns takes a time that grows with the square
# of a text's length.

# Sets trimmed to the text without blanks around it.
trim() { # text
  local blank=$' \t\n\r\f' part from
  trimmed=$1
  while [ -n "$trimmed" ]; do
    part=${trimmed:0:4096}
    case $part in
      *[!"$blank"]*)
        part=${part%%[!"$blank"]*}
        trimmed=${trimmed:${#part}}
        break
        ;;
    esac
    trimmed=${trimmed:${#part}}
  done
  while [ -n "$trimmed" ]; do
    from=$((${#trimmed} > 4096 ? ${#trimmed} - 4096 : 0))
    part=${trimmed:from}
    case $part in
      *[!"$blank"]*)
        part=${part##*[!"$blank"]}
        trimmed=${trimmed:0:${#trimmed}-${#part}}
        break
        ;;
    esac
    trimmed=${trimmed:0:from}
  done
}

# Makes line ends one, and takes the last one from what was printed: out.
one_line_end() {
  local rest=$out part
  case $out in
    *$'\r\n'*)
      out=''
      while [ -n "$rest" ]; do
        part=${rest:0:4096}
        rest=${rest:4096}
        # A line end on the border of two parts.
        [ "${part: -1}${rest:0:1}" != $'\r\n' ] || part=${part%?}
        out+=${part//$'\r\n'/$'\n'}
      done
      ;;
  esac
  [ "${out: -1}" != $'\n' ] || out=${out:0:${#out}-1}
}

# A pointer, with * for each element, against a value or, without one, the numbers that stand there.
json_python='
import json, sys
def refuse(_):
    raise ValueError
def equal(a, b):
    if isinstance(a, bool) or isinstance(b, bool) or a is None or b is None:
        return a is b
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return a == b
    return type(a) is type(b) and a == b
def same(found, want):
    if "or" in want:
        return any(equal(found, one) for one in want["or"])
    if "list" in want:
        want = want["list"]
        return isinstance(found, list) and len(found) == len(want) and all(map(same, found, want))
    want = want["map"]
    return isinstance(found, dict) and found.keys() == want.keys() and all(same(found[k], want[k]) for k in want)
def at(found, tokens):
    for token in tokens:
        key = token.replace("~1", "/").replace("~0", "~")
        below = []
        for item in found:
            if token == "*" and isinstance(item, (list, dict)) and item:
                below.extend(item.values() if isinstance(item, dict) else item)
            elif token != "*" and isinstance(item, dict) and key in item:
                below.append(item[key])
            elif isinstance(item, list) and key.isdigit() and (key == "0" or key[0] != "0") and int(key) < len(item):
                below.append(item[int(key)])
            else:
                return None
        found = below
    return found
def number(found):
    if isinstance(found, (int, float)) and not isinstance(found, bool):
        return "=" + json.dumps(found)
    if isinstance(found, str) and "\n" not in found:
        return "=" + found
    return "other"
def answer():
    try:
        whole = json.loads(sys.stdin.buffer.read().decode("utf-8", "replace"), parse_constant=refuse)
    except (ValueError, RecursionError):
        return "no-json"
    found = at([whole], sys.argv[1].split("/")[1:])
    if found is None:
        return "nothing"
    if sys.argv[2] == "":
        return "\n".join(map(number, found))
    want = json.loads(sys.argv[2])
    return "same" if all(same(item, want) for item in found) else "other"
sys.stdout.buffer.write((answer() + "\n").encode("utf-8", "replace"))
'
# shellcheck disable=SC2016
json_jq='
def same($want): . as $found |
  if $want | has("or") then any($want.or[]; . == $found)
  elif $want | has("list") then $want.list as $list | type == "array" and length == ($list | length) and
    all(range(0; length); . as $i | $found[$i] | same($list[$i]))
  else $want.map as $map | type == "object" and keys == ($map | keys) and
    all(keys[]; . as $key | $found[$key] | same($map[$key])) end;
def at($tokens): if $tokens | length == 0 then [.] else
  ($tokens[0] | gsub("~1"; "/") | gsub("~0"; "~")) as $t |
  if $tokens[0] == "*" then
    if (type == "array" or type == "object") and length > 0 then
      [.[] | at($tokens[1:])] | if any(.[]; . == null) then null else add end
    else null end
  elif type == "object" and has($t) then .[$t] | at($tokens[1:])
  elif type == "array" and ($t | test("^(0|[1-9][0-9]*)$")) and ($t | tonumber) < length then .[$t | tonumber] | at($tokens[1:])
  else null end end;
if length != 1 then "no-json" else .[0] | at($pointer | split("/")[1:]) |
  if . == null then "nothing"
  elif $want == null then .[] | if type == "number" then "=" + tojson
    elif type == "string" and (contains("\n") | not) then "=" + . else "other" end
  elif all(.[]; same($want)) then "same" else "other" end end
'
json_tool=

ask_json() { # tool pointer value, output on standard input
  case $1 in
    python3) python3 -I -c "$json_python" "$2" "$3" ;;
    jq) jq -r -s --arg pointer "$2" --argjson want "${3:-null}" "$json_jq" || printf 'no-json' ;;
  esac 2>/dev/null
}

# The first helper that is there and answers right.
find_json_tool() {
  local tool
  for tool in python3 jq none; do
    json_tool=$tool
    [ "$(printf '{"a":[1]}' | ask_json "$tool" '/a/*' '{"or":[1]}')" = same ] || continue
    [ "$(printf '{"a":[1]}' | ask_json "$tool" /a/0 '{"or":[2]}')" = other ] && return
  done
}

# Sets outcome, actual and again (whether another attempt could end differently).
judge() { # check
  local i=$1 n failed='' unclear='' cut='' trimmed='' a b
  again=yes actual="exit $code"
  if [ "$late" = late ]; then
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
  one_line_end
  [ "$code" = "${exits[i]}" ] || failed="exit $code"
  for ((n = 0; n < ${#want_of[@]}; n++)); do
    [ "${want_of[n]}" = "$i" ] || continue
    a=${want_a[n]} b=${want_b[n]}
    case ${want_kind[n]} in
      equals)
        trim "$out"
        [ -z "$cut" ] && [ "$trimmed" = "$a" ] || failed+="${failed:+; }other output (${#out} bytes)"
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
      number)
        trim "$out"
        if [ -n "$cut" ]; then unclear+="${unclear:+; }more output than is judged"
        else judge_number "$b" "$trimmed" ''; fi
        ;;
      json) judge_json "$a" "$b" ;;
      json-number) judge_json "$a" '' "$b" ;;
      within)
        if [ "$((took - slack))" -gt "$a" ]; then failed+="${failed:+; }took $(in_seconds "$took") s"
        elif [ "$slack" -gt 10 ] && [ "$((took + slack))" -gt "$a" ]; then
          unclear+="${unclear:+; }no clock here is finer than a second"
        fi
        ;;
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

judge_json() { # pointer value, or an empty one and a limit
  local answer line
  [ -n "$json_tool" ] || find_json_tool
  if [ "$json_tool" = none ]; then
    unclear+="${unclear:+; }neither python3 nor jq is here to read JSON"
    return
  fi
  answer=$(printf '%s' "$out" | ask_json "$json_tool" "$1" "$2")
  case $answer in
    same) ;;
    nothing) failed+="${failed:+; }nothing at $1" ;;
    no-json)
      if [ -n "$cut" ]; then unclear+="${unclear:+; }more output than is judged"
      else failed+="${failed:+; }no JSON"; fi
      ;;
    other) failed+="${failed:+; }another value at $1" ;;
    =* | *$'\n'*)
      while IFS= read -r line; do
        case $line in
          =*) judge_number "$3" "${line#=}" " at $1" ;;
          *) failed+="${failed:+; }not one number at $1" ;;
        esac
        [ -z "$failed" ] || return
      done <<<"$answer"
      ;;
    *) unclear+="${unclear:+; }$json_tool gave no answer" ;;
  esac
}

judge_number() { # limit text place: the limit as `max 35000 time s`
  local kept bound limit kind unit
  read -r bound limit kind unit <<<"$1"
  keeps "$2"
  case $kept in
    yes) ;;
    no) failed+="${failed:+; }a number beyond the limit$3" ;;
    not-one) failed+="${failed:+; }not one number$3" ;;
    *) unclear+="${unclear:+; }$kept$3" ;;
  esac
}

# Sets kept to yes, no, not-one, or why it cannot be told. Digits are compared as text, so that none is
# lost.
keeps() { # text; bound, limit, kind and unit are the caller's
  local number='^([-+]?)([0-9]*)[.]?([0-9]*)([eE]([-+]?[0-9]+))?(.*)$' text=$1 blank=$' \t\n\r\f'
  local sign digits places exponent rest times=1 shift=0 order=''
  kept=not-one
  [ "${#text}" -le 200 ] || return
  text=${text#"${text%%[!"$blank"]*}"}
  text=${text%"${text##*[!"$blank"]}"}
  [[ $text =~ $number ]] || return
  sign=${BASH_REMATCH[1]#+} digits=${BASH_REMATCH[2]}${BASH_REMATCH[3]} places=${#BASH_REMATCH[3]}
  exponent=${BASH_REMATCH[5]#+} rest=${BASH_REMATCH[6]}
  rest=${rest#"${rest%%[!"$blank"]*}"}
  [ -n "$digits" ] || return
  case $kind-$rest in
    *-*[0-9]*) return ;;
    *-) rest=$unit ;;
  esac
  case $kind in
    count) [ "$rest" = - ] || return ;;
    percent) [ "$rest" = % ] || return ;;
    named)
      while [[ $rest == *[sS] ]]; do rest=${rest%?}; done
      shopt -s nocasematch
      [[ $rest == "$unit" ]] && order=same
      shopt -u nocasematch
      [ "$order" = same ] || return
      ;;
    time)
      case $rest in
        ms | millisecond | milliseconds) ;;
        s | sec | secs | second | seconds) shift=3 ;;
        m | min | mins | minute | minutes) times=6 shift=4 ;;
        h | hour | hours) times=36 shift=5 ;;
        d | day | days) times=864 shift=5 ;;
        w | week | weeks) times=6048 shift=5 ;;
        -)
          kept='the limit has two units, and the number has none'
          return
          ;;
        *) return ;;
      esac
      ;;
  esac
  digits=${digits#"${digits%%[!0]*}"}
  [ -n "$digits" ] || sign=''
  case ${exponent#-} in ????*) [ -z "$digits" ] || { kept='the number has more digits than are compared'; return; } ;; esac
  case $exponent in
    -*) places=$((places + 10#0${exponent#-})) ;;
    *) places=$((places - 10#0$exponent)) ;;
  esac
  order=${digits##*[!0]}
  digits=${digits%"$order"} places=$((places - ${#order}))
  [ -n "$digits" ] || places=0
  if [ "${#digits}" -gt 28 ] || [ "$places" -gt 28 ] || [ "$((${#digits} - places))" -gt 28 ] ||
    { [ "$times" -gt 1 ] && [ "${#digits}" -gt 15 ]; }; then
    kept='the number has more digits than are compared'
    return
  fi
  [ "$times" = 1 ] || [ -z "$digits" ] || digits=$((digits * times))
  padded "$digits" "$((places - shift))"
  text=$padded
  case $limit in
    *.*) order=${limit#*.} ;;
    *) order='' ;;
  esac
  rest=${limit#-}
  rest=${rest%%.*}$order
  padded "${rest#"${rest%%[!0]*}"}" "${#order}"
  case $sign/${limit%%[!-]*} in
    -/-) if [ "$text" = "$padded" ]; then order=0; elif [[ $text < $padded ]]; then order=1; else order=-1; fi ;;
    -/) order=-1 ;;
    /-) order=1 ;;
    *) if [ "$text" = "$padded" ]; then order=0; elif [[ $text < $padded ]]; then order=-1; else order=1; fi ;;
  esac
  case $bound in
    min) [ "$order" -ge 0 ] ;;
    above) [ "$order" -gt 0 ] ;;
    max) [ "$order" -le 0 ] ;;
    *) [ "$order" -lt 0 ] ;;
  esac && kept=yes || kept=no
}

# Sets padded to the digits with the point behind the sixtieth of a hundred and twenty.
padded() { # digits places
  local whole=$1 fraction='' zeros
  if [ "$2" -gt 0 ]; then
    printf -v zeros '%0*d' "$2" 0
    whole=$zeros$1
    fraction=${whole: -$2}
    whole=${whole%"$fraction"}
    whole=${whole#"${whole%%[!0]*}"}
  elif [ "$2" -lt 0 ] && [ -n "$1" ]; then
    printf -v zeros '%0*d' "$((-$2))" 0
    whole=$1$zeros
  fi
  printf -v padded '%60s%-60s' "$whole" "$fraction"
  padded=${padded// /0}
}

# ------------------------------------------------------------------ all of it

run_check() { # check
  local i=$1 out late code took outcome actual again try=0 since=0 left
  while :; do
    try=$((try + 1))
    run_once "${commands[i]}" "${timeouts[i]}"
    judge "$i"
    if [ -n "${holds_of[i]}" ]; then
      since=$((since + took))
      left=$((holds_of[i] - since))
      if [ "$outcome" = passed ] && [ "$left" -gt 0 ]; then
        [ "${pauses[i]}" -gt "$left" ] || left=${pauses[i]}
        pause "$left"
        since=$((since + left))
        continue
      fi
      [ "$outcome" = passed ] || [ "$try" = 1 ] || actual="at try $try, after $(in_seconds "$since") s: $actual"
      break
    fi
    [ "$outcome" = passed ] || [ -z "$again" ] || [ "$try" -ge "${attempts_of[i]}" ] || {
      pause "${pauses[i]}"
      continue
    }
    break
  done
  outcomes[i]=$outcome actuals[i]=$actual tooks[i]=$took tries[i]=$try codes[i]=$code
}

# Waits without leaving a sleep behind when the script is ended.
pause() { # milliseconds
  local left=$1
  while [ "$left" -gt 0 ]; do
    nap "$((left < 1000 ? left : 1000))"
    left=$((left - 1000))
  done
}

# What is from the future is no proof: of another clock, of a slip, or of nothing that was seen.
leave_out_the_future() {
  local i now=${EPOCHSECONDS-}
  [ -n "$now" ] || now=$(date +%s 2>/dev/null)
  case $now in '' | *[!0-9]*) return ;; esac
  for i in "${selected[@]}"; do
    [ -n "${dates[i]}" ] || continue
    [ "${dates[i]}" -gt "$((now + 300))" ] || continue
    counts[i]=undecided outcomes[i]=skipped
    actuals[i]="what evidence.yaml has is no proof, it is from the future: ${actuals[i]}"
  done
}

# Sets met to yes, no, undecided, or nothing when the selection does not decide it.
decide() { # criterion
  local c=$1 i proof found some=''
  met=yes
  [ "${wholes[c]}" = whole ] || met=undecided
  for proof in ${proofs[c]}; do
    found=''
    for i in "${selected[@]}"; do
      [ "${ids[i]}" = "$proof" ] || continue
      case ${outcomes[i]} in
        passed) found=yes ;;
        failed) found=no ;;
        skipped) found=${counts[i]} ;;
        *) found=undecided ;;
      esac
    done
    [ -n "$found" ] || {
      met=''
      return
    }
    some=yes
    case $found-$met in
      no-*) met=no ;;
      undecided-yes) met=undecided ;;
    esac
  done
  # One that has no checks at all is touched by no selection.
  [ -n "$some" ] || [ "${#only[@]}" -eq 0 ] || met=''
}

json_text() {
  local text=${1//\\/\\\\}
  text=${text//\"/\\\"}
  text=${text//$'\n'/\\n}
  text=${text//$'\t'/\\t}
  printf '"%s"' "$text"
}

show_json() {
  local i comma='' exit_ took
  printf '{\n  "status": "%s",\n  "checks": [' "$status"
  for i in "${selected[@]}"; do
    exit_=${codes[i]-null} took=null
    [ "${outcomes[i]}" = timeout ] && exit_=null
    [ -z "${tooks[i]}" ] || took=$(in_seconds "${tooks[i]}")
    printf '%s\n    {"id": "%s", "outcome": "%s", "seconds": %s, "exit": %s, "expected": ' "$comma" \
      "${ids[i]}" "${outcomes[i]}" "$took" "$exit_"
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
    printf '%s\n    {"id": "%s", "met": %s%s}' "$comma" "${criteria[i]}" "$exit_" "${waivers[i]:+, \"waived\": true}"
    comma=,
  done
  printf '\n  ]'
  comma=
  for ((i = 0; i < ${#criteria[@]}; i++)); do
    [ -z "${mets[i]}" ] || continue
    [ -n "$comma" ] || printf ',\n  "not_judged": ['
    printf '%s"%s"' "$comma" "${criteria[i]}"
    comma=', '
  done
  [ -z "$comma" ] || printf ']'
  printf '\n}\n'
}

show_text() {
  local i others='' number=0 unjudged=0 word
  for i in "${selected[@]}"; do
    if [ -n "${counts[i]}" ]; then
      printf '%-8s %s: %s\n         not run here: %s\n' "${outcomes[i]}" "${ids[i]}" "${whats[i]}" "${actuals[i]}"
      others+=${others:+, }${ids[i]} number=$((number + 1))
      continue
    fi
    printf '%-8s %s: %s (%s s)\n' "${outcomes[i]}" "${ids[i]}" "${whats[i]}" "$(in_seconds "${tooks[i]}")"
    [ "${outcomes[i]}" = passed ] && continue
    printf '         expected: %s\n         actual:   %s\n' "${shown[i]}" "${actuals[i]}"
    [ -z "${excuses[i]}" ] || printf '         waived:   %s\n' "${excuses[i]}"
  done
  for ((i = 0; i < ${#criteria[@]}; i++)); do
    case ${mets[i]} in
      no) word='not met' ;;
      undecided) word=undecided ;;
      '')
        unjudged=$((unjudged + 1))
        continue
        ;;
      *) continue ;;
    esac
    if [ -n "${waivers[i]}" ]; then printf 'waived: %s (%s)\n' "${criteria[i]}" "$word"
    else printf '%s: %s\n' "$word" "${criteria[i]}"; fi
  done
  [ "$number" = 0 ] || printf 'not run here, known from the evidence: %s (%s)\n' "$number" "$others"
  [ "$unjudged" = 0 ] || printf 'not judged, since not all of their checks lie in the selection: %s\n' "$unjudged"
  printf '%s\n' "$status"
}

main() {
  local only=() json='' list='' i id known tool text status mets=() met codes=() selected=() some=''
  LC_ALL=C
  only_absolute_path
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
    printf 'The commands run in %s, from the folder of this script.\n' "$run_in"
    for i in "${selected[@]}"; do
      text=${listed[i]//$'\n'/$'\n    '}
      [ -z "${counts[i]}" ] || text="not run here: ${actuals[i]}"
      printf '%s: %s\n    %s\n' "${ids[i]}" "${whats[i]}" "$text"
    done
    exit 0
  fi
  for tool in cat head tr sleep; do
    command -v "$tool" >/dev/null || { printf 'error: %s is not here, and nothing can be checked without it\n' "$tool" >&2; exit 2; }
  done
  case ${BASH_SOURCE[0]-} in */*) cd -- "${BASH_SOURCE[0]%/*}" || exit 2 ;; esac
  case $run_in in
    .) ;;
    /* | '~'*)
      printf 'error: run_in leads out of the repository: %s\n' "$run_in" >&2
      exit 2
      ;;
    *) cd -- "$run_in" || exit 2 ;;
  esac
  trap 'exit 130' INT
  find_clock
  leave_out_the_future
  for i in "${selected[@]}"; do
    [ -n "${counts[i]}" ] || run_check "$i"
  done
  status=HEALTHY
  for i in "${selected[@]}"; do
    [ -z "${excuses[i]}" ] || continue
    case ${outcomes[i]} in
      passed) some=yes ;;
      failed) status=DEGRADED ;;
      error | timeout) [ "$status" = HEALTHY ] && status=UNKNOWN ;;
    esac
  done
  for ((i = 0; i < ${#criteria[@]}; i++)); do
    decide "$i"
    mets[i]=$met
    [ -z "$met" ] || [ -z "${waivers[i]}" ] || {
      some=yes
      continue
    }
    case $met-${musts[i]} in
      yes-*) some=yes ;;
      no-must) status=CRITICAL ;;
      no-*) [ "$status" = CRITICAL ] || status=DEGRADED ;;
      undecided-must) [ "$status" = HEALTHY ] && status=UNKNOWN ;;
    esac
  done
  # Where nothing was shown at all, nothing is healthy.
  [ "$status$some" = HEALTHY ] && status=UNKNOWN
  if [ -n "$json" ]; then show_json; else show_text; fi
  case $status in HEALTHY) exit 0 ;; UNKNOWN) exit 2 ;; *) exit 1 ;; esac
}

main "$@"
