//! The names of machines and sessions, which no two share.

use std::path::Path;

use crate::history::Id;
use crate::host::clock::Clock;
use crate::host::files::Files;

/// A name for a session that begins now.
pub fn new_id() -> Id {
    Id::new(Clock::wall(), random())
}

/// Random bytes of the system. Where it has none, the clock and the process must do: two names
/// that meet would take the same process, in the same nanosecond.
pub fn random() -> [u8; 10] {
    let mut bytes = [0; 10];
    if getrandom::fill(&mut bytes).is_err() {
        let nanos = Clock::wall().as_nanosecond() as u64;
        bytes[..8].copy_from_slice(&nanos.to_le_bytes());
        bytes[8..].copy_from_slice(&(std::process::id() as u16).to_le_bytes());
    }
    bytes
}

/// The name of this machine in its files. It is made once and kept, since two machines of one
/// person may have the same name, and one machine may get another.
pub(super) fn machine(files: &dyn Files, path: &Path, host: &str, new: [u8; 10]) -> String {
    let kept = files
        .read(path)
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok());
    let good = |name: &String| {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        !name.is_empty() && name.len() < 60 && name.chars().all(plain)
    };
    if let Some(name) = kept.map(|name| name.trim().to_owned()).filter(good) {
        return name;
    }
    let plain = |c: char| match c.to_ascii_lowercase() {
        c if c.is_ascii_alphanumeric() => c,
        _ => '-',
    };
    let host: String = host
        .split('.')
        .next()
        .unwrap_or_default()
        .chars()
        .map(plain)
        .take(30)
        .collect();
    let host = match host.trim_matches('-') {
        "" => "machine",
        host => host,
    };
    let digits: String = new[..4].iter().map(|byte| format!("{byte:02x}")).collect();
    let name = format!("{host}-{digits}");
    // Where it can't be kept, the next start takes another: a further file, no conflict.
    let _ = files.put(path, format!("{name}\n").as_bytes());
    name
}
