# 07:30. What was seen, tried and decided; where it comes from is a guess.
handoff note . "Run 8812 stops at payouts whose postings do not exist" --kind detected --at 2026-05-14T06:15:00+02:00
handoff note . "The controller of \`lgr-db-1\` fails, the replica is promoted" --kind started --at 2026-05-14T03:31:00+02:00
handoff note . "Payments Operations pages Database Platform" --kind escalated --at 2026-05-14T06:40:00+02:00
handoff tried . "Started run 8812 again" --outcome failed --result "It stops at the same payout" \
  --by payments --at 2026-05-14T06:25:00+02:00
handoff tried . "Loaded the bank's end-of-night file" --outcome partly \
  --result "Transfers came back; card sales and adjustments are missing" --by payments --at 2026-05-14T07:10:00+02:00
handoff decide . "Hold the payouts of run 8812" --because "Balances of that night cannot be trusted" \
  --rejected "Pay out from bank data" --by payments --at 2026-05-14T07:20:00+02:00
handoff note . "Payouts are held, failover is paused" --kind mitigated --at 2026-05-14T07:25:00+02:00
# Two guesses and the other teams: with the editor.
sed -i 's/^severity: P2$/severity: P1/' incident.yaml
sed -i '/^  payments: /r /dev/stdin' incident.yaml <<'TEAMS'
  database: {name: Database Platform, contact: "#db-oncall", role: runs the ledger cluster}
  ledger: {name: Ledger Development, contact: "#ledger-dev", role: owns the posting schema and `ledgerctl`}
  sre: {name: Observability, contact: "#observability", role: owns alert rules and paging}
TEAMS
cat >> incident.yaml <<'CAUSE'

root_cause:
  hypotheses:
    - {what: The promoted replica had not received what was committed before it, verdict: open}
    - {what: The ledger service acknowledged postings before they were committed, verdict: open}
services:
  - {id: payouts, name: Merchant payouts, state: down, purpose: Daily payout of card sales}
  - {id: portal, name: Merchant portal, state: degraded, purpose: Balances and payments}
CAUSE
handoff render .
