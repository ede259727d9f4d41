//! What a running session shows of itself: the contents of its status file, and the words that
//! `supple status` makes of them.

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::seconds::clock;
use crate::text;
use crate::words::playing::{ONE_REP, nth_of};
use crate::words::{machine, naming, nudge};

/// The contents of a status file. Lengths are seconds of the session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SessionStatus {
    pub title: String,
    /// The routine's id in the library; a file from elsewhere has none.
    pub id: Option<String>,
    /// `running`, `paused`, `waiting`, `alarm` or `may-stop`.
    pub state: String,
    pub phase: StatusPhase,
    /// When everything ends at the latest; null while the clock stands.
    pub ends_at: Option<Timestamp>,
    /// What was left of everything when this was written.
    pub left: f64,
    /// When the phase ends by itself; null while the clock stands, or where only a key ends it.
    pub phase_ends_at: Option<Timestamp>,
    /// What was left of the phase when this was written; null where only a key ends it.
    pub phase_left: Option<f64>,
    /// When the pack that is on must be off.
    pub off_by: Option<Timestamp>,
    pub started_at: Timestamp,
    pub pid: u32,
    pub boot: String,
}

/// The phase that a session is at; numbers count from 1.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StatusPhase {
    pub index: usize,
    pub of: usize,
    pub kind: String,
    pub name: String,
    pub cue: String,
    pub side: Option<String>,
    pub rep: Option<u32>,
    pub reps: Option<u32>,
    pub set: Option<u32>,
    pub sets: Option<u32>,
}

impl SessionStatus {
    /// How badly it needs the person: an alarm before a wait before what may stop.
    pub fn need(&self) -> u8 {
        match self.state.as_str() {
            "alarm" => 4,
            "waiting" => 3,
            "may-stop" => 2,
            "paused" => 1,
            _ => 0,
        }
    }

    /// The same with what is left now.
    #[must_use]
    pub fn at(mut self, now: Timestamp) -> SessionStatus {
        let until = |end: Timestamp| end.duration_since(now).as_secs_f64().max(0.0);
        let to_millis = |seconds: f64| (seconds * 1000.0).round() / 1000.0;
        if let Some(end) = self.ends_at {
            self.left = to_millis(until(end));
        }
        if let Some(end) = self.phase_ends_at {
            self.phase_left = Some(to_millis(until(end)));
        }
        self
    }

    /// One JSON object on one line.
    pub fn json(&self) -> String {
        let line = serde_json::to_string(self).expect("words and numbers are always JSON");
        text::plain(&line).into_owned()
    }

    /// The line that a person reads.
    pub fn words(&self) -> String {
        let phase = &self.phase;
        let what = if phase.cue.is_empty() { &phase.name } else { &phase.cue };
        let mut parts = vec![what.clone()];
        parts.extend(phase.side.as_ref().map(|side| format!("{side} side")));
        if let (Some(rep), Some(reps @ 2..)) = (phase.rep, phase.reps) {
            parts.push(nth_of(ONE_REP, rep, reps));
        }
        parts.retain(|part| !part.is_empty());
        let left = clock_of(self.left);
        let state = match self.state.as_str() {
            "may-stop" => machine::MAY_STOP,
            "waiting" => machine::WAITS,
            "alarm" => machine::NEEDS_ANSWER,
            other => other,
        };
        let left = if self.rings() { String::new() } else { format!(", {left} left") };
        let words = format!("{}: {} ({state}){left}", self.title, parts.join(", "));
        text::line(&words)
    }

    /// Whether an alarm rings for an answer: no length is left then, calm as `0:00` looks.
    pub fn rings(&self) -> bool {
        self.state == "alarm"
    }
}

/// Seconds of a file as a clock shows them.
fn clock_of(seconds: f64) -> String {
    clock(Duration::try_from_secs_f64(seconds).unwrap_or_default())
}

type FieldShown = fn(&SessionStatus) -> String;

/// What a template may name, and what is shown of it.
const FIELDS: [(&str, FieldShown); 14] = [
    ("title", |shown| shown.title.clone()),
    ("id", |shown| or_empty(&shown.id)),
    ("state", |shown| shown.state.clone()),
    ("phase", |shown| shown.phase.name.clone()),
    ("kind", |shown| shown.phase.kind.clone()),
    ("cue", |shown| shown.phase.cue.clone()),
    ("side", |shown| or_empty(&shown.phase.side)),
    ("rep", |shown| or_empty(&shown.phase.rep)),
    ("reps", |shown| or_empty(&shown.phase.reps)),
    ("left", |shown| or_alarm(shown, Some(shown.left))),
    ("phase_left", |shown| or_alarm(shown, shown.phase_left)),
    ("ends_at", |shown| or_empty(&shown.ends_at)),
    ("off_by", |shown| or_empty(&shown.off_by)),
    ("pid", |shown| shown.pid.to_string()),
];

fn or_empty(value: &Option<impl ToString>) -> String {
    value.as_ref().map_or_else(String::new, ToString::to_string)
}

fn or_alarm(shown: &SessionStatus, left: Option<f64>) -> String {
    if shown.rings() {
        return "ALARM".into();
    }
    left.map(clock_of).unwrap_or_default()
}

/// What `supple status --format` prints of a session: text with `{title}`, `{left}` and others in
/// it. A brace that encloses no word is itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template(String);

/// The first word in braces: what stands before it, the word, and what follows.
fn next_field(text: &str) -> Option<(&str, &str, &str)> {
    text.match_indices('{').find_map(|(at, _)| {
        let (name, after) = text[at + 1..].split_once('}')?;
        let is_word = !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        is_word.then_some((&text[..at], name, after))
    })
}

impl Template {
    /// Reads `{title} {left}`.
    ///
    /// # Errors
    /// A sentence about a word in braces that means nothing.
    pub fn parse(template: &str) -> Result<Template, String> {
        let mut rest = template;
        while let Some((_, name, after)) = next_field(rest) {
            if !FIELDS.iter().any(|(known, _)| *known == name) {
                let known: Vec<String> = FIELDS.iter().map(|(n, _)| format!("{{{n}}}")).collect();
                return Err(naming::no_field(name, known.join(" ")));
            }
            rest = after;
        }
        Ok(Template(template.to_owned()))
    }

    /// The line for a session.
    pub fn fill(&self, shown: &SessionStatus) -> String {
        self.fill_with(|(_, value)| value(shown))
    }

    /// The line where nothing runs and a nudge is due: `{title} {left}` is `due 50m`.
    pub fn fill_due(&self, active: Duration) -> String {
        self.fill_with(|(name, _)| match name {
            "title" | "state" => "due".into(),
            "left" => nudge::due_for(active),
            _ => String::new(),
        })
    }

    fn fill_with(&self, value: impl Fn((&str, FieldShown)) -> String) -> String {
        let (mut filled, mut rest) = (String::new(), self.0.as_str());
        while let Some((before, name, after)) = next_field(rest) {
            let field = FIELDS.iter().find(|(known, _)| *known == name);
            filled += before;
            filled += &field.map_or_else(String::new, |field| text::line(&value(*field)));
            rest = after;
        }
        filled + rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown() -> SessionStatus {
        SessionStatus {
            title: "Seated twist".into(),
            id: Some("seated-twist".into()),
            state: "running".into(),
            phase: StatusPhase {
                index: 3,
                of: 20,
                kind: "rep".into(),
                name: "Seated twist".into(),
                cue: "turn right".into(),
                side: Some("right".into()),
                rep: Some(2),
                reps: Some(3),
                set: None,
                sets: None,
            },
            ends_at: "2026-11-21T10:02:10Z".parse().ok(),
            left: 200.0,
            phase_ends_at: None,
            phase_left: Some(4.0),
            off_by: None,
            started_at: "2026-11-21T10:00:00Z".parse().expect("a timestamp"),
            pid: 7,
            boot: String::new(),
        }
    }

    #[test]
    fn what_is_left_is_counted_from_its_end_and_stands_where_there_is_none() {
        let now = "2026-11-21T10:01:00Z".parse().expect("a timestamp");
        let shown = shown().at(now);
        assert_eq!((shown.left, shown.phase_left), (70.0, Some(4.0)));
        assert_eq!(
            shown.words(),
            "Seated twist: turn right, right side, rep 2 of 3 (running), 1:10 left"
        );
        let over = shown.at("2027-01-01T00:00:00Z".parse().expect("a timestamp"));
        assert_eq!(over.left, 0.0);
    }

    #[test]
    fn a_template_fills_what_it_knows_and_leaves_other_braces_alone() {
        let fill = |template: &str| Template::parse(template).map(|t| t.fill(&shown()));
        assert_eq!(fill("{title} {left}").unwrap(), "Seated twist 3:20");
        assert_eq!(
            fill(r#"{"text": "{side} {rep}/{reps}"} {"#).unwrap(),
            r#"{"text": "right 2/3"} {"#
        );
        assert_eq!(fill("{off_by}|{phase_left}").unwrap(), "|0:04");
        assert!(fill("{titel}").unwrap_err().starts_with("`{titel}` is none of {title}"));
    }

    #[test]
    fn an_alarm_is_no_calm_zero() {
        let mut rings = shown();
        rings.state = "alarm".into();
        rings.left = 0.0;
        let template = Template::parse("{title} {left}").unwrap();
        assert_eq!(template.fill(&rings), "Seated twist ALARM");
        assert!(rings.words().ends_with("(needs an answer)"), "{}", rings.words());
    }

    #[test]
    fn nothing_that_a_terminal_obeys_is_printed() {
        let mut evil = shown();
        evil.title = "a\u{1b}[2Jb\u{9b}\u{202e}".into();
        let template = Template::parse("{title}").unwrap();
        for text in [evil.words(), evil.json(), template.fill(&evil)] {
            assert!(!text.chars().any(text::is_obeyed), "{text:?}");
        }
    }
}
