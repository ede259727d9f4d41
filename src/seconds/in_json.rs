//! A length in JSON: a number of seconds, to the millisecond.

use std::time::Duration;

use serde::{Deserialize, Deserializer, Serializer, de};

pub fn serialize<S: Serializer>(length: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    match length.subsec_millis() {
        0 => serializer.serialize_u64(length.as_secs()),
        _ => serializer.serialize_f64(length.as_millis() as f64 / 1000.0),
    }
}

pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    let seconds = f64::deserialize(deserializer)?;
    // Whole milliseconds, so that what is read is what was written.
    let millis = (seconds * 1000.0).round();
    match (0.0..=1e15).contains(&millis) {
        true => Ok(Duration::from_millis(millis as u64)),
        false => Err(de::Error::custom(format!(
            "`{seconds}` is no length in seconds"
        ))),
    }
}

/// Whether a value is nothing that a line must say.
pub fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
