//! Figures as texts write them.

use super::*;

fn found(text: &str) -> Vec<(String, String)> {
    #[allow(clippy::single_range_in_vec_init)]
    let ranges = [0..text.len()];
    let show = |amount: Amount| {
        let ends =
            if amount.min == amount.max { amount.min.to_string() } else { format!("{}..{}", amount.min, amount.max) };
        format!("{:?} {ends}", amount.kind)
    };
    figures(text, &ranges, "USD").into_iter().map(|f| (text[f.at].to_owned(), show(f.amount))).collect()
}

#[test]
fn figures_have_a_unit() {
    for (text, figure, amount) in [
        ("about $500K+ a year", "$500K", "Money 500000"),
        ("(~$575,000)", "$575,000", "Money 575000"),
        ("**$1.5M** a year", "$1.5M", "Money 1500000"),
        ("$48K/month", "$48K", "Money 48000"),
        ("$2 million of", "$2 million", "Money 2000000"),
        ("575K USD.", "575K USD", "Money 575000"),
        ("USD 575,000", "USD 575,000", "Money 575000"),
        ("12/28 pass", "12/28", "Ratio 12..28"),
        ("12/28 (43%) pass", "12/28 (43%)", "Ratio 12..28"),
        ("12 of 28 tests", "12 of 28", "Ratio 12..28"),
        ("12 out of 28", "12 out of 28", "Ratio 12..28"),
        ("by 40%.", "40%", "Percent 40"),
        ("by 99.95 %", "99.95 %", "Percent 99.95"),
        ("5-10%", "5-10%", "Percent 5..10"),
        ("takes 5-6 hours.", "5-6 hours", "Duration 18000..21600"),
        ("takes 5–6 h", "5–6 h", "Duration 18000..21600"),
        ("5 to 6 hours", "5 to 6 hours", "Duration 18000..21600"),
        ("between 5 and 6 hours", "5 and 6 hours", "Duration 18000..21600"),
        ("5h-6h", "5h-6h", "Duration 18000..21600"),
        ("30m-2h", "30m-2h", "Duration 1800..7200"),
        ("~18 h 30 min,", "18 h 30 min", "Duration 66600"),
        ("1h30m", "1h30m", "Duration 5400"),
        ("a 30-minute window", "30-minute", "Duration 1800"),
        ("500 ms", "500 ms", "Duration 0.5"),
        ("2 weeks", "2 weeks", "Duration 1209600"),
    ] {
        assert_eq!(found(text), [(figure.to_owned(), amount.to_owned())], "{text}");
    }
}

#[test]
fn other_numbers_are_none() {
    for text in [
        "24 pods",
        "HTTP 503",
        "port 5432",
        "v1.5",
        "version 18.2",
        "2026-05-14",
        "at 14:05",
        "14:05-15:00",
        "3f9a2c1d",
        "issue #3391",
        "run 8812",
        "10.1.0.0/28",
        "24/7",
        "2026/05/14",
        "db-5s",
        "5 metres",
        "5 m",
        "e2-standard-4",
        "step 1.1",
        "€500K",
        "90-day-retention",
        "10 MiB",
        "5 Gbps",
        "1,5 h",
        "2 h/week",
        "p95",
        "T-5 h",
        "$5K-$6K",
        "3.14.15 h",
        "A4 s",
        "-5 h",
        "1e5 s",
        "5s_total",
        "x=1/2/3",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}
