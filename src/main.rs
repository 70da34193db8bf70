fn main() {
    let path = std::env::args().nth(1).unwrap();
    let bytes = std::fs::read(&path).unwrap();
    match handoff::record::decode(&path, &bytes) {
        Ok(loaded) => println!("ok {}", loaded.record.id),
        Err(e) => {
            for d in &e.1 {
                println!("{:?} {}: {} ({:?})", e.0.position(d.span.start), d.path, d.message, d.help)
            }
        }
    }
}
