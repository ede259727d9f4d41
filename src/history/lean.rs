//! A session's line, read as far as lists and figures need it: most of it is passed over.
//!
//! Passed over is only what is known to be sound. Our own lines always have the same shape, and
//! what follows in them on the needed fields is checked byte by byte; every other line is left to
//! whoever reads it whole. So both always agree on which lines can be read.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memmem::Finder;
use serde::Deserialize;

use super::{Dose, Ended, Id, Record, Stamp};

/// A text that is not copied where it need not be.
#[derive(Deserialize)]
pub(super) struct Word<'a>(#[serde(borrow)] pub Cow<'a, str>);

/// As much of a line as is needed, and the few fields that stand among it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lean<'a> {
    #[serde(borrow)]
    kind: Cow<'a, str>,
    #[serde(rename = "v", default)]
    _v: u32,
    pub id: Id,
    #[serde(borrow, default)]
    pub routine: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub path: Option<Cow<'a, str>>,
    #[serde(rename = "hash", borrow, default)]
    _hash: Cow<'a, str>,
    #[serde(borrow)]
    pub title: Cow<'a, str>,
    pub start: Stamp,
    #[serde(rename = "zone", borrow, default)]
    _zone: Option<Cow<'a, str>>,
    pub end: Stamp,
    pub ended: Ended,
    #[serde(rename = "at", borrow, default)]
    _at: Option<Cow<'a, str>>,
    pub planned: Dose,
    pub work: Dose,
    #[serde(default)]
    pub left: Option<Dose>,
    #[serde(default)]
    pub right: Option<Dose>,
    #[serde(default)]
    pub before: Option<u8>,
    #[serde(borrow, default)]
    pub areas: Vec<Word<'a>>,
}

impl<'a> Lean<'a> {
    /// The same of a record that is there whole.
    pub fn of(record: &'a Record) -> Lean<'a> {
        let areas = record.areas.iter();
        Lean {
            kind: Cow::Borrowed("session"),
            _v: record.v,
            id: record.id,
            routine: record.routine.as_deref().map(Cow::Borrowed),
            path: record.path.as_deref().map(Cow::Borrowed),
            _hash: Cow::Borrowed(""),
            title: Cow::Borrowed(&record.title),
            start: record.start,
            _zone: None,
            end: record.end,
            ended: record.ended,
            _at: None,
            planned: record.planned,
            work: record.work,
            left: record.left,
            right: record.right,
            before: record.before,
            areas: areas.map(|area| Word(Cow::Borrowed(area))).collect(),
        }
    }

    /// Reads a line of our own in which nothing hurt; `None` where it is of any other kind or
    /// shape, sound or not. `open` is room for it.
    pub fn read(line: &[u8], open: &'a mut Vec<u8>) -> Option<Lean<'a>> {
        // A quote inside a text has a backslash before it, so that no text looks like a field.
        let at = REST.find(line)?;
        let (first, rest) = line.split_at(at);
        is_rest(rest)?;
        open.clear();
        open.extend_from_slice(first);
        open.push(b'}');
        let lean: Lean<'a> = serde_json::from_slice(open).ok()?;
        (lean.kind == "session").then_some(lean)
    }
}

/// What follows in a line of our own on all that is needed.
static REST: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b",\"pauses\":"));

/// Whether the rest of a line is just as we write it: pauses, the program and steps. Fewer kinds
/// of numbers and texts are known here than may stand in a line, and none that may not.
fn is_rest(rest: &[u8]) -> Option<()> {
    // No control character may stand in a text as it is.
    if rest.iter().any(|byte| *byte < b' ') {
        return None;
    }
    std::str::from_utf8(rest).ok()?;
    let mut rest = Scan(rest);
    rest.number(b",\"pauses\":", 0)?;
    rest.number(b",\"paused\":", 3)?;
    rest.number(b",\"away\":", 3)?;
    if rest.0.starts_with(b",\"program\"") {
        rest.text(b",\"program\":\"")?;
    }
    rest.word(b",\"steps\":[")?;
    if rest.0 != b"]}" {
        rest.step()?;
        while rest.0 != b"]}" {
            rest.word(b",")?;
            rest.step()?;
        }
    }
    Some(())
}

struct Scan<'a>(&'a [u8]);

impl Scan<'_> {
    fn word(&mut self, word: &[u8]) -> Option<()> {
        self.0 = self.0.strip_prefix(word)?;
        Some(())
    }

    /// A text without a backslash, after its field.
    fn text(&mut self, field: &[u8]) -> Option<()> {
        self.word(field)?;
        let end = memchr::memchr2(b'"', b'\\', self.0)?;
        self.0 = &self.0[end..];
        self.word(b"\"")
    }

    /// A number of up to nine digits, and up to so many after a point, after its field.
    fn number(&mut self, field: &[u8], places: usize) -> Option<()> {
        self.word(field)?;
        let whole = self.digits();
        if whole.is_empty() || whole.len() > 9 || (whole[0] == b'0' && whole.len() > 1) {
            return None;
        }
        if places > 0 && self.0.first() == Some(&b'.') {
            self.0 = &self.0[1..];
            let digits = self.digits().len();
            return (1..=places).contains(&digits).then_some(());
        }
        Some(())
    }

    fn digits(&mut self) -> &[u8] {
        let end = self.0.iter().position(|byte| !byte.is_ascii_digit());
        let (digits, rest) = self.0.split_at(end.unwrap_or(self.0.len()));
        self.0 = rest;
        digits
    }

    fn step(&mut self) -> Option<()> {
        self.text(b"{\"step\":\"")?;
        self.text(b",\"name\":\"")?;
        self.text(b",\"kind\":\"")?;
        if self.0.starts_with(b",\"side\"") {
            self.text(b",\"side\":\"")?;
        }
        self.number(b",\"least\":", 3)?;
        self.number(b",\"most\":", 3)?;
        self.number(b",\"real\":", 3)?;
        self.number(b",\"reps_least\":", 0)?;
        self.number(b",\"reps_most\":", 0)?;
        self.number(b",\"reps\":", 0)?;
        for flag in [b",\"skipped\":true".as_slice(), b",\"extended\":true"] {
            self.0 = self.0.strip_prefix(flag).unwrap_or(self.0);
        }
        self.word(b"}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::Line;

    const LINE: &str = r#"{"kind":"session","v":1,"id":"019aa5f3-0000-7000-8000-000000000001","routine":"neck","hash":"0","title":"Neck","start":"2026-11-21T08:03:10+01:00","end":"2026-11-21T08:09:10+01:00","ended":"finished","planned":{"least":300,"most":400,"real":350.5},"work":{"least":100,"most":100,"real":100},"left":{"least":50,"most":50,"real":50},"right":{"least":50,"most":50,"real":50},"before":3,"areas":["neck"],"pauses":1,"paused":0.25,"away":0,"program":"0.1.0","steps":[{"step":"1","name":"Ear","kind":"hold","side":"left","least":50,"most":50,"real":50,"reps_least":2,"reps_most":2,"reps":2,"skipped":true},{"step":"2","name":"Ear","kind":"hold","least":50,"most":50,"real":49.125,"reps_least":2,"reps_most":2,"reps":2}]}"#;

    #[test]
    fn our_own_lines_are_read_in_this_way() {
        assert!(Lean::read(LINE.as_bytes(), &mut Vec::new()).is_some());
        let read = Line::read(LINE.as_bytes()).unwrap().unwrap();
        let written = read.written();
        assert_eq!(written.trim_end(), LINE);
        let hurt = LINE.replace("\"skipped\":true", "\"hurt\":true");
        assert!(Lean::read(hurt.as_bytes(), &mut Vec::new()).is_none());
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
                if let Some(lean) = Lean::read(line, &mut Vec::new()) {
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
