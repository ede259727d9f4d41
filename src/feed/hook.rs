//! A command of the person's own for a kind of event.
//!
//! It is split into words here, the way a command line is, and no shell ever sees it: nothing in
//! it is expanded, and nothing that a routine says becomes a part of it.

use std::fmt;

/// Every kind of event, in the words of `--events` and `--hook`.
pub const KINDS: [&str; 19] = [
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
    "slip",
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
        if command.contains('\0') {
            return Err("a command can't have a null character in it".into());
        }
        let unclosed = "a quote in the command is opened and never closed, or a \\ ends it";
        let words = shlex::split(command).ok_or(unclosed)?;
        if words.first().is_none_or(String::is_empty) {
            return Err(format!("no command stands behind `{kind}`"));
        }
        Ok(Hook { kind: kind.to_owned(), words, written: command.to_owned() })
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
        assert!(Hook::parse("slip=beep").unwrap().is_for("slip"));
        assert_eq!(
            Hook::parse("finish=beep").unwrap_err(),
            "no event is called `finish`; did you mean `finished`?"
        );
        assert!(Hook::parse("beep").is_err());
    }

    proptest::proptest! {
        #[test]
        fn quoted_words_come_back_as_they_were(all in proptest::collection::vec("[^\0]{1,8}", 1..5)) {
            let quoted: Vec<String> = all
                .iter()
                .map(|word| format!("'{}'", word.replace('\'', r"'\''")))
                .collect();
            proptest::prop_assert_eq!(words(&quoted.join(" ")).unwrap(), all);
        }
    }
}
