# 12:00. The first phase is over, and what remains first is the ledger's.
handoff tried . "Started \`pg_receivewal\` on \`\${{ vars.backup }}\`" --outcome worked --remedy stream-to-backup --component cluster \
  --by database --at 2026-05-14T11:30:00+02:00
handoff done . "Cover new postings" --at 2026-05-14T11:30:00+02:00
handoff done . "Start the stop-gap" --at 2026-05-14T11:30:00+02:00
handoff done . "Set the failover limit back" --at 2026-05-14T11:35:00+02:00
WORLD=safe recorded 2026-05-14T11:40:00+02:00
handoff render .
handoff done . secure --at 2026-05-14T11:45:00+02:00
handoff hand-over . --to ledger --at 2026-05-14T12:00:00+02:00 \
  --reason "The copy is kept and failover is safe; the postings come back with \`ledgerctl\`." \
  --first "Rehearse the replay on a clone of the promoted database"
handoff render .
