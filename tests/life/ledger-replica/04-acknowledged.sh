# 11:10. Acknowledged; the first phase runs; some is proven.
handoff ack . --by database --at 2026-05-14T09:41:00+02:00
sed -i '/^    title: Keep the copy and make failover safe$/a\    started: 2026-05-14T09:45:00+02:00' incident.yaml
handoff done . "Take the snapshot" --at 2026-05-14T10:20:00+02:00
handoff done . "Snapshot the data" --at 2026-05-14T10:20:00+02:00
handoff answer . "fraud scorer" "No: it reads the old primary's archive" --by ledger --at 2026-05-14T11:00:00+02:00
WORLD=copied recorded 2026-05-14T11:05:00+02:00
handoff render .
