# 15 May, 09:30. The standby is rebuilt; the drill has to wait, and both teams accept that.
handoff done . "Pin the replication rule" --at 2026-05-15T07:30:00+02:00
handoff done . "Rebuild the failed node" --at 2026-05-15T09:10:00+02:00
WORLD=rebuilt recorded 2026-05-15T09:15:00+02:00
sed -i 's/\(id: switchover-drill, .*check: drill\)}/\1,\n     waived: {because: No switchover before the month is closed, by: payments, at: 2026-05-15T09:30:00+02:00, until: 2026-06-05}}/' incident.yaml
handoff render .
