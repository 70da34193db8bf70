use super::*;

/// What would be left to read.
fn masked(text: &str) -> String {
    Masker::default().mask(text).into_owned()
}

// The samples are put together here, so that this file holds no secret-shaped text itself.
fn sample(parts: &[&str]) -> String {
    parts.concat()
}

#[test]
fn tokens_are_known_by_their_shape() {
    let samples = [
        sample(&["AK", "IAIOSFODNN7EXAMPLE"]),
        sample(&["gh", "p_", &"a1B2".repeat(9)]),
        sample(&["github", "_pat_", &"a1B2".repeat(10)]),
        sample(&["xo", "xb-1234567890-abcdefghij"]),
        sample(&["AI", "za", &"Ab1_x".repeat(7)]),
        sample(&["sk", "_live_", &"a1B2".repeat(6)]),
        sample(&["np", "m_", &"a1B2".repeat(9)]),
        sample(&["gl", "pat-", &"a1B2".repeat(5)]),
        sample(&["ey", "JhbGciOiJIUzI1NiJ9.", "eyJzdWIiOiIxMjM0In0.", "c2lnbmF0dXJl"]),
    ];
    for secret in samples {
        assert_eq!(masked(&format!("before {secret} after")), format!("before {MASK} after"));
        assert_eq!(find_secrets(&secret), vec![0..secret.len()], "{secret}");
    }
}

#[test]
fn a_private_key_is_masked_to_its_end_or_to_the_end_of_the_text() {
    let key = |name: &str| format!("-----BEGIN {name}PRIVATE KEY-----\nMIIE\nabc\n-----END {name}PRIVATE KEY-----");
    for name in ["", "RSA ", "EC ", "OPENSSH "] {
        assert_eq!(masked(&format!("x\n{}\ny", key(name))), format!("x\n{MASK}\ny"));
    }
    assert_eq!(masked(&key("")[..40]), MASK);
}

#[test]
fn named_values_are_masked_and_their_names_stay() {
    for (text, left) in [
        ("postgresql://app:hunter2x@db:5432/x", "postgresql://app:[masked]@db:5432/x"),
        ("redis://:hunter2x@cache", "redis://:[masked]@cache"),
        ("postgres://app:hun/ter:2x@db", "postgres://app:[masked]@db"),
        ("password=hunter2x&user=a", "password=[masked]&user=a"),
        ("DB_PASSWORD='hunter 2x'", "DB_PASSWORD='[masked]'"),
        (r#"{"api_key": "abcd1234efgh"}"#, r#"{"api_key": "[masked]"}"#),
        ("token: abcd1234efgh", "token: [masked]"),
        ("Authorization: Bearer abcdef1234567890", "Authorization: Bearer [masked]"),
        ("mysql --password hunter2x -e x", "mysql --password [masked] -e x"),
        ("client_secret: hunter2x", "client_secret: [masked]"),
    ] {
        assert_eq!(masked(text), left);
    }
}

#[test]
fn what_only_names_a_secret_is_none() {
    for text in [
        "password=$DB_PASSWORD",
        "password=\"${DB_PASSWORD}\"",
        "token: ${{ vars.token }}",
        "postgresql://app@db/x",
        "postgresql://app:$PASSWORD@db/x",
        "postgresql://app:${{ vars.pw }}@db/x",
        "https://example.com:8443/path@x",
        "secret: missing",
        "Token: expired.",
        "password: <your password>",
        "password=********",
        "image@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "commit 6121fb31c0ffee00000000000000000000000000",
        "token: 123e4567-e89b-12d3-a456-426614174000",
        "the secret jwt-secret-staging exists",
        "gcloud secrets versions access latest --secret=\"$name\"",
        "--token-file /run/token",
        "Bearer tokens are checked",
        "PASSWORD_FILE=/run/secrets/db",
    ] {
        assert!(find_secrets(text).is_empty(), "{text}: {:?}", find_secrets(text));
    }
}

#[test]
fn output_is_masked_when_in_doubt() {
    for text in ["api_key=0123456789abcdef0123456789abcdef", "password: sunflower", "token=ab"] {
        assert!(masked(text).ends_with(MASK), "{text}");
    }
    assert_eq!(masked("secret: missing, token: expired"), "secret: missing, token: expired");
}

#[test]
fn values_of_variables_are_masked_wherever_they_stand() {
    let masker = Masker::new(vec!["s3cr3t-value".into(), "abc".into(), "true".into(), " ".into()]);
    assert_eq!(masker.mask("got s3cr3t-value, abc, true"), "got [masked], abc, true");
    assert!(names_a_secret("GITHUB_TOKEN") && names_a_secret("my_secret_x") && !names_a_secret("PATH"));
}

#[test]
fn a_secret_at_the_cut_is_masked_whole() {
    let masker = Masker::new(vec!["s3cr3t-value".into()]);
    let text = "0123456789s3cr3t-value tail";
    assert_eq!(masker.mask_up_to(text, 14), "0123456789[masked]");
    assert_eq!(masker.mask_up_to(text, 10), "0123456789");
    assert_eq!(masker.mask_up_to("ééé", 3), "é");
}

#[test]
fn every_pattern_compiles_and_hostile_text_takes_no_time() {
    assert!(shapes::shapes().iter().all(|shape| shape.regex().is_some()));
    let started = std::time::Instant::now();
    masked(&"password=a://a:".repeat(40_000));
    masked(&"-----BEGIN PRIVATE KEY-----".repeat(20_000));
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

#[test]
fn values_that_end_each_other_have_as_many_places_as_the_text_has_letters() {
    let values: Vec<String> = (4..200).map(|length| "z".repeat(length)).collect();
    let masker = Masker::new(values);
    assert_eq!(masker.values_in(&"z".repeat(1_000)).len(), 1_000 - 3);
    assert_eq!(masker.mask_values(&format!("a {} b zzz", "z".repeat(1_000))), "a [masked] b zzz");
}

#[test]
fn values_that_overlap_are_masked_together() {
    let masker = Masker::new(["abcdef", "cdefgh", "efgh", "ghij"].map(str::to_owned).to_vec());
    assert_eq!(masker.mask_values("-abcdefghij-efgh-abcde-"), "-[masked]-[masked]-abcde-");
}
