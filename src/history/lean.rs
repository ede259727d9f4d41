//! A session's line of our own, read as far as lists and figures need it, and byte by byte.
//!
//! Our own lines always have the same shape. One that has it to its last byte is read here, a
//! million of them in a second; every other line, sound or not, is left to whoever reads it whole.
//! Fewer numbers and texts are known here than may stand in a line, and none that may not: so both
//! always agree.

use std::time::Duration;

use super::{Dose, Ended, Id, Record, Stamp};

/// As much of a line as is needed. Lengths are milliseconds: least, most, real.
pub(super) struct Lean<'a> {
    pub id: Id,
    pub routine: Option<&'a str>,
    pub path: Option<&'a str>,
    pub title: &'a str,
    pub start: Stamp,
    pub end: Stamp,
    pub ended: Ended,
    pub planned: [u64; 3],
    pub work: [u64; 3],
    pub left: [u64; 3],
    pub right: [u64; 3],
    pub before: Option<u8>,
    pub areas: Vec<&'a str>,
}

impl<'a> Lean<'a> {
    /// The same of a record that is there whole.
    pub fn of(record: &'a Record) -> Lean<'a> {
        let millis = |length: Duration| u64::try_from(length.as_millis()).unwrap_or(u64::MAX);
        let dose = |dose: Dose| [dose.least, dose.most, dose.real].map(millis);
        Lean {
            id: record.id,
            routine: record.routine.as_deref(),
            path: record.path.as_deref(),
            title: &record.title,
            start: record.start,
            end: record.end,
            ended: record.ended,
            planned: dose(record.planned),
            work: dose(record.work),
            left: dose(record.left.unwrap_or_default()),
            right: dose(record.right.unwrap_or_default()),
            before: record.before,
            areas: record.areas.iter().map(String::as_str).collect(),
        }
    }

    /// Reads a line of our own in which nothing hurt; `None` where it is of any other kind or
    /// shape.
    pub fn read(line: &'a [u8]) -> Option<Lean<'a>> {
        // No control character may stand in a text as it is.
        if line.iter().any(|byte| *byte < b' ') {
            return None;
        }
        let mut line = Scan(std::str::from_utf8(line).ok()?);
        line.word("{\"kind\":\"session\"")?;
        line.number(",\"v\":")?;
        let lean = Lean {
            id: line.text(",\"id\":\"")?.parse().ok()?,
            routine: line.if_text(",\"routine\":\"")?,
            path: line.if_text(",\"path\":\"")?,
            title: {
                line.text(",\"hash\":\"")?;
                line.text(",\"title\":\"")?
            },
            start: line.text(",\"start\":\"")?.parse().ok()?,
            end: {
                line.if_text(",\"zone\":\"")?;
                line.text(",\"end\":\"")?.parse().ok()?
            },
            ended: match line.text(",\"ended\":\"")? {
                "finished" => Ended::Finished,
                "stopped" => Ended::Stopped,
                "interrupted" => Ended::Interrupted,
                _ => return None,
            },
            planned: {
                line.if_text(",\"at\":\"")?;
                line.dose(",\"planned\":{")?
            },
            work: line.dose(",\"work\":{")?,
            left: line.if_dose(",\"left\":{")?,
            right: line.if_dose(",\"right\":{")?,
            before: match line.0.starts_with(",\"before\"") {
                true => Some(u8::try_from(line.number(",\"before\":")?).ok()?),
                false => None,
            },
            areas: line.areas()?,
        };
        line.rest()?;
        Some(lean)
    }
}

/// What is still to be read of a line.
struct Scan<'a>(&'a str);

impl<'a> Scan<'a> {
    fn word(&mut self, word: &str) -> Option<()> {
        self.0 = self.0.strip_prefix(word)?;
        Some(())
    }

    /// A text without a backslash, after its field and its first quote.
    fn text(&mut self, field: &str) -> Option<&'a str> {
        self.word(field)?;
        let end = memchr::memchr2(b'"', b'\\', self.0.as_bytes())?;
        let (text, rest) = self.0.split_at(end);
        self.0 = rest.strip_prefix('"')?;
        Some(text)
    }

    /// The same, where the field is there. It is not, where what comes is another one.
    fn if_text(&mut self, field: &str) -> Option<Option<&'a str>> {
        match self.0.starts_with(field) {
            true => self.text(field).map(Some),
            false => Some(None),
        }
    }

    /// A number of up to nine digits after its field.
    fn number(&mut self, field: &str) -> Option<u64> {
        self.word(field)?;
        self.digits(9)
    }

    fn digits(&mut self, most: usize) -> Option<u64> {
        let bytes = self.0.as_bytes();
        let mut number = 0;
        let mut count = 0;
        while let Some(digit @ b'0'..=b'9') = bytes.get(count) {
            number = number * 10 + u64::from(digit - b'0');
            count += 1;
            if count > most {
                return None;
            }
        }
        if count == 0 || (bytes[0] == b'0' && count > 1) {
            return None;
        }
        self.0 = &self.0[count..];
        Some(number)
    }

    /// A length in seconds, thousandths at the finest, as milliseconds.
    fn length(&mut self, field: &str) -> Option<u64> {
        let mut millis = self.number(field)? * 1000;
        if let Some(rest) = self.0.strip_prefix('.') {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let (places, rest) = rest.split_at(digits);
            let scale = match digits {
                1 => 100,
                2 => 10,
                3 => 1,
                _ => return None,
            };
            millis += places.parse::<u64>().ok()? * scale;
            self.0 = rest;
        }
        Some(millis)
    }

    fn dose(&mut self, field: &str) -> Option<[u64; 3]> {
        self.word(field)?;
        let dose = self.lengths("\"least\":")?;
        self.word("}")?;
        Some(dose)
    }

    /// None of it, where the field is not there.
    fn if_dose(&mut self, field: &str) -> Option<[u64; 3]> {
        match self.0.starts_with(field) {
            true => self.dose(field),
            false => Some([0; 3]),
        }
    }

    fn lengths(&mut self, least: &str) -> Option<[u64; 3]> {
        Some([
            self.length(least)?,
            self.length(",\"most\":")?,
            self.length(",\"real\":")?,
        ])
    }

    fn areas(&mut self) -> Option<Vec<&'a str>> {
        let mut areas = Vec::new();
        if self.0.starts_with(",\"areas\"") {
            areas.push(self.text(",\"areas\":[\"")?);
            while self.0.starts_with(',') {
                areas.push(self.text(",\"")?);
            }
            self.word("]")?;
        }
        Some(areas)
    }

    /// Pauses, the program and steps, to the end.
    fn rest(&mut self) -> Option<()> {
        self.number(",\"pauses\":")?;
        self.length(",\"paused\":")?;
        self.length(",\"away\":")?;
        self.if_text(",\"program\":\"")?;
        self.word(",\"steps\":[")?;
        if self.0 != "]}" {
            self.step()?;
            while self.0 != "]}" {
                self.word(",")?;
                self.step()?;
            }
        }
        Some(())
    }

    fn step(&mut self) -> Option<()> {
        self.text("{\"step\":\"")?;
        self.text(",\"name\":\"")?;
        self.text(",\"kind\":\"")?;
        self.if_text(",\"side\":\"")?;
        self.lengths(",\"least\":")?;
        self.number(",\"reps_least\":")?;
        self.number(",\"reps_most\":")?;
        self.number(",\"reps\":")?;
        for flag in [",\"skipped\":true", ",\"extended\":true"] {
            self.0 = self.0.strip_prefix(flag).unwrap_or(self.0);
        }
        self.word("}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::Line;

    const LINE: &str = r#"{"kind":"session","v":1,"id":"019aa5f3-0000-7000-8000-000000000001","routine":"neck","hash":"0","title":"Neck","start":"2026-11-21T08:03:10+01:00","end":"2026-11-21T08:09:10+01:00","ended":"finished","planned":{"least":300,"most":400,"real":350.5},"work":{"least":100,"most":100,"real":100},"left":{"least":50,"most":50,"real":50},"right":{"least":50,"most":50,"real":50},"before":3,"areas":["neck"],"pauses":1,"paused":0.25,"away":0,"program":"0.1.0","steps":[{"step":"1","name":"Ear","kind":"hold","side":"left","least":50,"most":50,"real":50,"reps_least":2,"reps_most":2,"reps":2,"skipped":true},{"step":"2","name":"Ear","kind":"hold","least":50,"most":50,"real":49.125,"reps_least":2,"reps_most":2,"reps":2}]}"#;

    #[test]
    fn our_own_lines_are_read_in_this_way() {
        assert!(Lean::read(LINE.as_bytes()).is_some());
        let read = Line::read(LINE.as_bytes()).unwrap().unwrap();
        let written = read.written();
        assert_eq!(written.trim_end(), LINE);
        let hurt = LINE.replace("\"skipped\":true", "\"hurt\":true");
        assert!(Lean::read(hurt.as_bytes()).is_none());
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(4_000))]
        #[test]
        fn what_is_read_lean_can_be_read_whole(
            changes in proptest::collection::vec((0..LINE.len(), proptest::prelude::any::<u8>()), 0..3),
            cut in 0..LINE.len() * 4,
            swapped in 0usize..40,
        ) {
            let mut line = LINE.as_bytes().to_vec();
            // Another digit, sign or letter where one was is the likeliest thing to slip through.
            for (at, byte) in changes {
                line[at] = match byte % 4 {
                    0 => b"\"\\{}[],:.-+0e"[byte as usize % 13],
                    1 => line[byte as usize],
                    _ => byte,
                };
            }
            line.truncate(cut.max(1));
            let field = LINE.split(',').nth(swapped).unwrap_or("");
            let text = String::from_utf8_lossy(&line).replacen(field, "\"x\":1", usize::from(swapped % 4 == 0));
            for line in [line.as_slice(), text.as_bytes()] {
                if let Some(lean) = Lean::read(line) {
                    let Ok(Some(Line::Session(record))) = Line::read(line) else {
                        panic!("{}", String::from_utf8_lossy(line));
                    };
                    let whole = Lean::of(&record);
                    proptest::prop_assert_eq!(
                        (lean.id, lean.start, lean.end, lean.planned, lean.work, lean.left, lean.right, lean.before),
                        (whole.id, whole.start, whole.end, whole.planned, whole.work, whole.left, whole.right, whole.before)
                    );
                }
            }
        }
    }
}
