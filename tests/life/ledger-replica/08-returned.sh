# 15 May, 10:00. All that was required holds or is waived: back to who handed it on, and on to who sent it.
handoff done . rebuild --at 2026-05-15T09:40:00+02:00
handoff done . "Failover is paused" --at 2026-05-15T09:45:00+02:00
handoff done . cluster --at 2026-05-15T09:45:00+02:00
handoff done . portal --at 2026-05-15T09:45:00+02:00
handoff return . --by ledger --at 2026-05-15T09:50:00+02:00
handoff take-back . --by database --at 2026-05-15T09:55:00+02:00
handoff return . --by database --at 2026-05-15T10:00:00+02:00
