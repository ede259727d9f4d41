//! A command of the person's own for a kind of event.
//!
//! It is split into words here, the way a command line is, and no shell ever sees it: nothing in
//! it is expanded, and nothing that a routine says becomes a part of it.

use std::fmt;

/// Every kind of event, in the words of `--events` and `--hook`.
pub const KINDS: [&str; 18] = [
    "began",
    "ended",
    "halfway",
    "may-stop",
    "last-seconds",
    "check",
    "alarm",
    "waiting",
    "paused",
    "paused-long",
    "returning",
    "resumed",
    "away",
    "longer",
    "shorter",
    "hurt",
    "said",
    "finished",
];

/// The word for every kind at once.
const ANY: &str = "any";

/// A command that is started when something happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hook {
    /// A kind of event, or `any`.
    kind: String,
    /// The program and its arguments; never empty.
    words: Vec<String>,
    /// The command as it was written.
    written: String,
}

/// As it is written: `KIND=COMMAND`.
impl fmt::Display for Hook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.kind, self.written)
    }
}

impl Hook {
    /// Reads a kind of event and a command.
    ///
    /// # Errors
    /// A sentence, lower case, without full stop: an unknown kind, no command, a quote that is
    /// not closed.
    pub fn new(kind: &str, command: &str) -> Result<Hook, String> {
        if kind != ANY && !KINDS.contains(&kind) {
            return Err(unknown(kind));
        }
        let words = split(command)?;
        match words.first().is_some_and(|program| !program.is_empty()) {
            true => Ok(Hook { kind: kind.to_owned(), words, written: command.to_owned() }),
            false => Err(format!("no command stands behind `{kind}`")),
        }
    }

    /// Reads `KIND=COMMAND`.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn parse(text: &str) -> Result<Hook, String> {
        match text.split_once('=') {
            Some((kind, command)) => Hook::new(kind.trim(), command),
            None => Err("write KIND=COMMAND, like alarm='notify-send alarm'".into()),
        }
    }

    /// Whether it is for this kind of event.
    pub fn is_for(&self, kind: &str) -> bool {
        self.kind == ANY || self.kind == kind
    }

    /// The program and its arguments.
    pub fn words(&self) -> &[String] {
        &self.words
    }
}

fn unknown(kind: &str) -> String {
    let near = |known: &&&str| strsim::jaro_winkler(known, kind) > 0.8;
    match KINDS.iter().find(near) {
        Some(known) => format!("no event is called `{kind}`; did you mean `{known}`?"),
        None => format!("no event is called `{kind}`; there are {} and {ANY}", KINDS.join(", ")),
    }
}

/// The words of a command line: blanks part them, quotes hold them together, a backslash takes
/// the next character as it stands (within double quotes only `"` and `\`, within single quotes
/// nothing).
fn split(command: &str) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut chars = command.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\0' => return Err("a command can't have a null character in it".into()),
            c if c.is_whitespace() => words.extend(word.take()),
            '\'' | '"' => {
                let inside = word.get_or_insert_default();
                loop {
                    match chars.next() {
                        None => return Err(format!("a {c} is opened and never closed")),
                        Some(end) if end == c => break,
                        Some('\\') if c == '"' && matches!(chars.peek(), Some('"' | '\\')) => {
                            inside.extend(chars.next());
                        }
                        Some(other) => inside.push(other),
                    }
                }
            }
            '\\' => match chars.next() {
                Some(next) => word.get_or_insert_default().push(next),
                None => return Err("a \\ at the end stands for nothing".into()),
            },
            other => word.get_or_insert_default().push(other),
        }
    }
    words.extend(word);
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(command: &str) -> Result<Vec<String>, String> {
        Hook::new("alarm", command).map(|hook| hook.words)
    }

    #[test]
    fn a_command_is_split_as_a_command_line_is_and_nothing_is_expanded() {
        assert_eq!(words(" a  b ").unwrap(), ["a", "b"]);
        assert_eq!(
            words(r#"say 'two words' "and \"more\"" it\ is '' $HOME *"#).unwrap(),
            ["say", "two words", "and \"more\"", "it is", "", "$HOME", "*"]
        );
        assert_eq!(words(r#"a'b'"c" '\n' "\n""#).unwrap(), ["abc", r"\n", r"\n"]);
        for wrong in ["", "  ", "'a", "a \"b", "a\\", "''", "a\0b"] {
            assert!(words(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_hook_is_for_one_kind_or_for_any() {
        let hook = Hook::parse("may-stop=beep -l 100").unwrap();
        assert!(hook.is_for("may-stop") && !hook.is_for("alarm"));
        assert_eq!(hook.to_string(), "may-stop=beep -l 100");
        assert!(Hook::parse("any=beep").unwrap().is_for("alarm"));
        assert_eq!(
            Hook::parse("finish=beep").unwrap_err(),
            "no event is called `finish`; did you mean `finished`?"
        );
        assert!(Hook::parse("beep").is_err());
    }

    proptest::proptest! {
        #[test]
        fn quoted_words_come_back_as_they_were(words in proptest::collection::vec("[^\0]{0,8}", 1..5)) {
            let quoted: Vec<String> = words
                .iter()
                .map(|word| format!("'{}'", word.replace('\'', r"'\''")))
                .collect();
            proptest::prop_assert_eq!(split(&quoted.join(" ")).unwrap(), words);
        }
    }
}
