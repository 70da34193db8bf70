//! The table of how values are shown: what is written in a record, and what documents say.

use super::*;
use crate::record::units::{
    About, Currency, DurationRange, Instant, Money, Percent, Quantity, QuantityRange, Ratio, Scalar, When,
};

fn shown<T: Scalar + std::fmt::Display>(written: &str) -> String {
    T::parse(written).unwrap_or_else(|why| panic!("{why}")).to_string()
}

fn all_are_shown(show: impl Fn(&str) -> String, rows: &[(&str, &str)]) {
    for (written, expected) in rows {
        assert_eq!(show(written), *expected, "{written}");
    }
}

#[test]
fn durations_in_the_largest_exact_unit_else_in_two() {
    all_are_shown(
        shown::<DurationRange>,
        &[
            ("0h", "0 h"),
            ("500ms", "500 ms"),
            ("0.5s", "500 ms"),
            ("1.5s", "1.5 s"),
            ("90s", "90 s"),
            ("90.5s", "90.5 s"),
            ("120s", "2 min"),
            ("150s", "2 min 30 s"),
            ("600s", "10 min"),
            ("3599s", "59 min 59 s"),
            ("1h30m", "90 min"),
            ("110m", "110 min"),
            ("119m 59s", "119 min 59 s"),
            ("120m", "2 h"),
            ("2h 15m", "2 h 15 min"),
            ("4h 30m", "4.5 h"),
            ("18h 20m", "18 h 20 min"),
            ("18h 30m", "18.5 h"),
            ("2h 20s", "2 h 20 s"),
            ("24h", "1 d"),
            ("36h", "36 h"),
            ("47h 30m", "47.5 h"),
            ("48h", "2 d"),
            ("60h", "2.5 d"),
            ("79h", "3 d 7 h"),
            ("79h 30m", "3 d 7.5 h"),
            ("79h 20m", "3 d 7 h 20 min"),
            ("14d", "2 w"),
            ("30d", "30 d"),
            ("~18h", "~18 h"),
        ],
    );
}

#[test]
fn the_ends_of_a_range_share_a_unit_where_both_allow() {
    all_are_shown(
        shown::<DurationRange>,
        &[
            ("2h-4h", "2–4 h"),
            ("4h-6h", "4–6 h"),
            ("270m-510m", "4.5–8.5 h"),
            ("4h-4h", "4 h"),
            ("60m-1h", "1 h"),
            ("30m-2h", "30–120 min"),
            ("20m-5h", "20 min to 5 h"),
            ("24h-48h", "1–2 d"),
            ("36h-60h", "36–60 h"),
            ("18h 20m-3d", "18 h 20 min to 3 d"),
            ("55h-79h", "55–79 h"),
            ("1h-3d", "1–72 h"),
            ("30m-4d", "30 min to 4 d"),
            ("40h-80h", "40–80 h"),
            ("2d-200h", "2 d to 8 d 8 h"),
            ("0h-5h", "0–5 h"),
            ("1w-3w", "1–3 w"),
            ("10d-3w", "10–21 d"),
            ("400ms-600ms", "400–600 ms"),
            ("~ 1h 30m - 2h", "~90–120 min"),
        ],
    );
    assert_eq!(shown::<QuantityRange>("270m-510m"), "4.5–8.5 h");
}

#[test]
fn what_is_shown_of_a_duration_reads_as_the_same() {
    for first in [0, 30, 45, 60, 90, 110, 120, 125, 150, 1100, 1110, 1440, 2160, 2900, 4320, 4740, 4770, 20_160] {
        for longer in [0, 1, 30, 90, 240, 1440, 10_000] {
            let written = format!("{first}m-{}m", first + longer);
            let range = DurationRange::parse(&written).unwrap();
            assert_eq!(DurationRange::parse(&range.to_string()), Ok(range), "{written}");
        }
    }
}

#[test]
fn a_column_has_one_unit_where_that_is_exact() {
    let of = |written: &[&str]| {
        let ranges: Vec<_> = written.iter().map(|text| DurationRange::parse(text).unwrap()).collect();
        crate::record::units::column(&ranges).join(", ")
    };
    assert_eq!(of(&["24h-48h", "55h-79h"]), "24–48 h, 55–79 h");
    assert_eq!(of(&["90m", "2h-4h"]), "90 min, 120–240 min");
    assert_eq!(of(&["2d", "~1w"]), "2 d, ~7 d");
    assert_eq!(of(&["30s", "3d"]), "30 s, 3 d", "no unit is fit for both");
    assert_eq!(of(&[]), "");
}

#[test]
fn money_is_short_only_where_that_is_exact() {
    let usd = |written: &str| Currency::default().show_stated(About::<Money>::parse(written).unwrap());
    all_are_shown(
        usd,
        &[
            ("0", "$0"),
            ("0.40", "$0.40"),
            ("2.5", "$2.50"),
            ("65.639", "$65.64"),
            ("0.004", "$0.004"),
            ("50", "$50"),
            ("99.999", "$100"),
            ("100.4", "$100"),
            ("999", "$999"),
            ("47916.67", "$47,917"),
            ("575000", "$575K"),
            ("6M", "$6M"),
            ("1.5M", "$1.5M"),
            ("1250000", "$1.25M"),
            ("1255000", "$1,255K"),
            ("1234567", "$1,234,567"),
            ("2550M", "$2.55B"),
            ("25M", "$25M"),
            ("~575k", "~$575K"),
        ],
    );
    let computed = |written: &str| Currency::default().show_computed(About::<Money>::parse(written).unwrap());
    all_are_shown(
        computed,
        &[
            ("~41666.67", "~$42K"),
            ("~62500", "~$62K"),
            ("~575k", "~$580K"),
            ("~65.6", "~$66"),
            ("~7.25", "~$7.20"),
            ("~0.0312", "~$0.03"),
            ("~7", "~$7"),
            ("~995", "~$1K"),
            ("41666.67", "$41,667"),
        ],
    );
    let of = |code: &str, written| Currency::parse(code).unwrap().show(Money::parse(written).unwrap());
    assert_eq!((of("EUR", "0.4"), of("CHF", "2k")), ("€0.40".into(), "CHF 2K".into()));
    assert_eq!(
        (of("JPY", "50.4"), of("JPY", "0.4"), of("KWD", "1.5")),
        ("¥50".into(), "¥0.4".into(), "KWD 1.500".into())
    );
    let quantity = |text| Currency::default().show_quantity(&Quantity::parse(text).unwrap());
    assert_eq!(
        (quantity("25M USD"), quantity("25M EUR"), quantity("5%")),
        ("$25M".into(), "25,000,000 EUR".into(), "5%".into())
    );
}

#[test]
fn percentages_never_say_all_or_nothing_of_what_is_not() {
    let computed = |text: &str| Percent::parse(text).unwrap().computed();
    all_are_shown(
        computed,
        &[
            ("0%", "0%"),
            ("100%", "100%"),
            ("33.34%", "33.3%"),
            ("99.96%", "99.96%"),
            ("99.94%", "99.9%"),
            ("0.02%", "0.02%"),
            ("0.05%", "0.05%"),
            ("0.5%", "0.5%"),
        ],
    );
    all_are_shown(shown::<About<Percent>>, &[("33.34%", "33.34%"), ("~40%", "~40%"), ("99.960%", "99.96%")]);
    let ratio = |text: &str| Ratio::parse(text).unwrap().with_share();
    all_are_shown(
        ratio,
        &[
            ("12/28", "12/28 (43%)"),
            ("28/28", "28/28 (100%)"),
            ("0/28", "0/28 (0%)"),
            ("0/0", "0/0"),
            ("9999/10000", "9999/10000 (99.99%)"),
            ("1/1000", "1/1000 (0.1%)"),
            ("1706505/3048289", "1706505/3048289 (56%)"),
        ],
    );
}

#[test]
fn counts_are_grouped_from_ten_thousand_on() {
    all_are_shown(
        shown::<About<Quantity>>,
        &[
            ("9999", "9999"),
            ("10000", "10,000"),
            ("~3048289", "~3,048,289"),
            ("20000.5 projects", "20,000.5 projects"),
            ("-20000", "-20,000"),
            ("2 instances", "2 instances"),
        ],
    );
    assert_eq!(shown::<QuantityRange>("9000-12000 jobs"), "9000–12,000 jobs");
}

#[test]
fn instants_can_be_pasted_into_a_command() {
    all_are_shown(
        shown::<When>,
        &[
            ("2025-09-16T09:37:00-07:00", "2025-09-16 09:37 -07:00"),
            ("2025-09-16T09:37:00+05:30", "2025-09-16 09:37 +05:30"),
            ("2026-03-02T15:40:05Z", "2026-03-02 15:40:05 UTC"),
            ("2025-09-16", "2025-09-16"),
        ],
    );
    assert!(shown::<Instant>("2025-09-16T09:37:00-07:00").is_ascii());
}

#[test]
fn what_is_not_zero_is_not_shown_as_zero() {
    assert_eq!(at_most(Decimal::new(2875, 1), 1), "287.5");
    assert_eq!(at_most(Decimal::new(4, 2), 1), "0.04");
    assert_eq!(at_most(Decimal::ZERO, 1), "0");
}
