# 09:30. The plan is written, and the work goes to those who can do it.
sed -i -e 's/^title: .*/title: Promotion of a stalled replica lost committed ledger postings/' -e '/^summary: /d' \
  -e '/^root_cause:/,/^services:/{/^services:/!d}' incident.yaml
sed -i 's/\(name: Merchant p[a-z]*, .*\)}/\1, component: postings}/' incident.yaml
sed -i '/^owner: /r /dev/stdin' incident.yaml <<'SUMMARY'
summary: |
  `${{ vars.old_primary }}` failed while its only replica, `${{ vars.promoted }}`, received no more WAL, and Patroni promoted
  the replica all the same. What was committed from `${{ vars.lost_from }}` to `${{ vars.lost_to }}` is missing from
  the ledger that production now writes to. The settlement run noticed it ${{ facts.time_to_detect }} after the promotion.
decision: >
  `${{ vars.old_primary }}` must not rejoin the cluster before `${{ vars.copy }}` is proven: the rewind would erase
  the only record of the adjustments that were entered by hand.
SUMMARY
sed -i 's/`lgr-db-1`/`${{ vars.old_primary }}`/' incident.yaml
sed 1d "$WALK/plan.yaml" >> incident.yaml
handoff note . "The firewall sync drops the replication rule, and \`\${{ vars.promoted }}\` stalls" --at 2026-05-14T03:08:00+02:00
handoff hand-over . --to database --at 2026-05-14T09:30:00+02:00 \
  --reason "Payments Operations can hold payouts, but only Database Platform can keep the failed node from being rewound." \
  --first "Take the snapshot of \`\${{ vars.old_primary }}\`; nothing else touches that node before" \
  --first "Start the stop-gap on the backup host"
sed -i '/^  reason: /r /dev/stdin' incident.yaml <<'HANDOFF'
  next_checkpoint: 2026-05-14T13:00:00+02:00
  done:
    - {what: Payouts are held before the settlement cut-off, evidence: "run 8812 in state `held`"}
    - {what: The settled payments of the window are in `recovery.bus_posting`, evidence: offsets of both ends in LEDG-3391}
  open_questions: ["Did the fraud scorer read balances from `${{ vars.promoted }}` while the postings were missing?"]
  access: ["`dba` role on both database nodes, `sudo` on `${{ vars.backup }}`"]
  temporary:
    - {what: Payouts are held; refunds queue behind them, until: 2026-05-15T12:00:00+02:00, undo: settlectl release --run 8812}
    - {what: "Failover is paused: if `${{ vars.promoted }}` fails, the ledger stops until somebody acts",
       until: 2026-05-15T20:00:00+02:00, undo: "patronictl resume --wait ${{ vars.cluster }}"}
    - {what: "`${{ vars.topic }}` keeps its messages longer; the next Terraform apply takes that back", until: 2026-05-29,
       undo: "kafka-configs --bootstrap-server bus-1:9092 --entity-type topics --entity-name ${{ vars.topic }}
         --alter --delete-config retention.ms"}
  returns: ["The adjustments read from the copy, with who booked each of them again"]
HANDOFF
handoff render .
