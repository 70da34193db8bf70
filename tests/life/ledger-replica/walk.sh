# Before each moment: checks are run and recorded as if at a given time, on a given host.
recorded() {
  handoff verify . --yes --record >verify.log 2>&1 || true
  rm verify.log
  # What was recorded now, and only that, happened at this time.
  sed -i -E "/^    (at|since): 2026-05-/!s/^    (at|since): .*/    \1: $1/
    s/^    host: .*/    host: \"lgr-ops-1\"/; s/^    seconds: .*/    seconds: 0.25/" evidence.yaml
}
