# 19 May. What was learned stands in the record, and one of three measures is done.
handoff done . "Page when the lag series" --at 2026-05-16T10:00:00+02:00
handoff done . "keeps its messages longer" --at 2026-05-18T09:00:00+02:00
cat >> incident.yaml <<'LESSONS'
lessons:
  - {what: Payments noticed within one settlement run and held the payouts at once, kind: went-well}
  - {what: The bus still had the whole window, kind: lucky}
  - {what: Nobody knew of the raised failover limit, kind: went-wrong, action: compare-settings}
LESSONS
handoff close . --by payments --at 2026-05-19T16:00:00+02:00
handoff render .
