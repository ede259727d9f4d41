mod floor;
fn main() {
    let status = match std::env::args().nth(1).as_deref() {
        Some("bare") => {
            floor::bare().unwrap();
            0
        }
        Some("driven") => floor::driven(),
        Some("driven-plain") => floor::driven_plain(),
        _ => 0,
    };
    std::process::exit(status.into());
}
