# 06:20. A run stopped; nobody knows why.
cat > incident.yaml <<'RECORD'
# Kept by whoever holds the incident.
format: 1
id: "2026-05-14-ledger-replica"
title: Payouts stop at postings that do not exist
severity: P2
status: investigating
environment: production
owner: payments
summary: Settlement run 8812 stopped at payouts whose postings are not in the ledger. Nobody knows why yet.
teams:
  payments: {name: Payments Operations, lead: Ines Duarte, contact: "#payments-ops", role: runs settlement and payouts}
RECORD
handoff render .
