//! Each stage of a render by itself, on a minimal record, on that of incident 1278 and on a made one
//! ten times as large: `cargo bench --bench stages`.
//!
//! Every document is rendered with the front page, which a package always has, and with what both
//! see; `render/README` is what that costs.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "generate/record.rs"]
mod generate;
mod random;

use std::collections::BTreeMap;
use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use handoff::evidence::Evidence;
use handoff::facts::Facts;
use handoff::lint::{self, Context, Levels};
use handoff::markdown::{check, examine};
use handoff::plan::{Existing, Plan};
use handoff::record::{self, guard};
use handoff::render::documents::BUILT_IN;
use handoff::render::{self, Engine, Package};

/// The records, with the names under which they are reported.
fn records() -> [(&'static str, String); 3] {
    let minimal = include_str!("../incidents/2041/incident.yaml");
    let real = include_str!("../incidents/1278/incident.yaml");
    [("minimal", minimal.into()), ("1278", real.into()), ("tenfold", generate::record("tenfold", 1278, 10.0))]
}

fn stages(criterion: &mut Criterion) {
    criterion.bench_function("templates", |bench| bench.iter(|| Engine::new(&[]).expect("built-in templates load")));
    let engine = Engine::new(&[]).expect("built-in templates load");
    let evidence = Evidence::default();
    for (name, text) in records() {
        let Ok(loaded) = record::decode(name, text.as_bytes()) else { panic!("{name} is valid") };
        let facts = Facts::without_evidence(&loaded.record);
        let package = |skip| Package {
            record: &loaded.record,
            shape: loaded.shape(),
            facts: &facts,
            evidence: &evidence,
            file: "incident.yaml",
            skip,
        };
        let documents = render::render(&engine, &package(&[]), 1).expect("the record renders");
        let mut stage = |stage: &str, work: &mut dyn FnMut()| {
            let mut group = criterion.benchmark_group(stage);
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_function(BenchmarkId::from_parameter(name), |bench| bench.iter(&mut *work));
            group.finish();
        };

        stage("guard", &mut || drop(black_box(guard::source_of(name, text.as_bytes()))));
        stage("decode", &mut || drop(black_box(record::decode(name, text.as_bytes()))));
        stage("facts", &mut || drop(black_box(Facts::without_evidence(&loaded.record))));
        let levels = Levels::default();
        stage("lint", &mut || drop(black_box(lint::run(&Context::new(&loaded, &facts), &levels))));
        stage("render", &mut || drop(black_box(render::render(&engine, &package(&[]), 1))));
        let stem = |name: &str| name.trim_end_matches(".md").to_owned();
        let without = |name: &str| {
            let others = BUILT_IN.iter().filter(|other| other.name != name).map(|other| stem(other.name));
            others.chain(["health-check".into(), "issue-update.sh".into()]).collect()
        };
        let alone: Vec<(String, Vec<String>)> =
            BUILT_IN.iter().map(|kind| (stem(kind.name), without(kind.name))).collect();
        // Alone, a document leads to others that are not there: that is found after the work is done.
        for (document, skip) in &alone {
            stage(&format!("render/{document}"), &mut || {
                drop(black_box(render::render(&engine, &package(skip), 1)));
            });
        }
        let markdown: Vec<(&str, &str)> = documents
            .iter()
            .filter(|document| document.name.ends_with(".md"))
            .map(|document| (document.name.as_str(), document.text.as_str()))
            .collect();
        let scripts: Vec<&str> = documents.iter().map(|document| document.name.as_str()).collect();
        stage("markdown", &mut || {
            let examined: Vec<_> = markdown.iter().map(|&(name, text)| (name, text, examine(text))).collect();
            let examined: Vec<_> = examined.iter().map(|(name, text, seen)| (*name, *text, seen)).collect();
            drop(black_box(check(&examined, &scripts)));
        });
        let on_disk: BTreeMap<String, Existing> =
            documents.iter().map(|document| (document.name.clone(), Existing::Text(document.text.clone()))).collect();
        stage("plan", &mut || drop(black_box(Plan::new(documents.clone(), on_disk.clone(), true))));
    }
}

criterion_group!(benches, stages);
criterion_main!(benches);
