# 15 May, 12:10. The sender looked for itself, and pays out.
handoff done . "Release the smallest payout" --at 2026-05-15T10:40:00+02:00
handoff done . "Compare the merchant" --at 2026-05-15T11:10:00+02:00
handoff done . "Payouts are held" --at 2026-05-15T11:45:00+02:00
handoff note . "The held payouts leave; balances are complete" --kind resolved --at 2026-05-15T12:00:00+02:00
handoff done . postings --at 2026-05-15T12:00:00+02:00
handoff done . payouts --at 2026-05-15T12:00:00+02:00
handoff take-back . --by payments --at 2026-05-15T12:10:00+02:00
