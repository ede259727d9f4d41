//! Heat and cold on the body: how often, since when, and when they come off.

use super::ordinal;

/// Which of the day's packs comes next, and when the last one came off:
/// `second of 3 today, last off 11:02`.
pub fn nth_today(nth: u32, of: u32, last_off: Option<&str>) -> String {
    let last = last_off.map_or(String::new(), |last| format!(", last off {last}"));
    format!("{} of {of} today{last}", ordinal(nth))
}
