# 23:50. The postings are back, hours after they were due.
handoff ack . --by "Ledger Development on call" --at 2026-05-14T12:10:00+02:00
handoff done . Rehearse --at 2026-05-14T13:30:00+02:00
handoff tried . "Replayed the window in one go" --outcome failed --remedy replay-bus --component postings \
  --result "Deadlock with the running settlement after half an hour; reverted" --by ledger --at 2026-05-14T15:10:00+02:00
handoff decide . "Replay in batches of one minute" --because "A batch that short holds no lock for long" \
  --rejected "Stop the portal for the replay" --by ledger --at 2026-05-14T15:40:00+02:00
handoff done . "roadmap[restore].tasks[0]" --at 2026-05-14T22:05:00+02:00
handoff attest . adjustments-booked --by "Ines Duarte" --saw "All 41 references are in the journal once" --at 2026-05-14T23:30:00+02:00
handoff done . "Book the adjustments again" --at 2026-05-14T23:30:00+02:00
WORLD=restored recorded 2026-05-14T23:35:00+02:00
handoff render .
handoff done . restore --at 2026-05-14T23:40:00+02:00
handoff done . "The adjustments read from the copy" --at 2026-05-14T23:45:00+02:00
