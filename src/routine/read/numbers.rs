//! Lengths, counts and numbers.

use super::super::syntax::{Item, Kind, Value};
use super::values::{Of, Reader};
use super::words::Sort;
use crate::problem::Problem;
use crate::seconds::{Count, Misread};

impl Reader<'_> {
    pub fn length(
        &mut self,
        of: Of,
        sort: Sort,
        value: &Value,
        parse: impl Fn(&str) -> Result<(), Misread>,
    ) -> Option<String> {
        let written = self.words(&value.at);
        if matches!(
            value.kind,
            Kind::Number | Kind::Word | Kind::Bare | Kind::Char
        ) {
            let bare = written.trim_matches('\'');
            let digits = bare.bytes().all(|b| b.is_ascii_digit());
            let help = match (parse(bare), digits) {
                (Ok(()), _) => format!("write \"{bare}\""),
                (Err(_), true) => {
                    format!("write \"{bare}s\" for seconds or \"{bare}m\" for minutes")
                }
                (Err(misread), false) => misread.help,
            };
            self.report(
                Problem::error(
                    "bad-length",
                    value.at.clone(),
                    format!(
                        "`{}` must be a length of time, and that stands in quotes",
                        of.word
                    ),
                )
                .help(help),
            );
            return None;
        }
        if !matches!(value.kind, Kind::Text | Kind::Mended(_)) {
            if let Some((least, most)) = self.pair(value) {
                let unit = |end: String| match end.bytes().all(|b| b.is_ascii_digit()) {
                    true => format!("{end}s"),
                    false => end,
                };
                let range = format!("{}..{}", unit(least), unit(most));
                if parse(&range).is_ok() {
                    self.range_in_brackets("bad-length", of, sort, value, &range);
                    return None;
                }
            }
            self.wrong_type(sort, of, value);
            return None;
        }
        let says = self.content(of, value)?;
        match parse(&says) {
            Ok(()) => Some(self.spelled(value, &says)),
            Err(misread) => {
                self.misread("bad-length", value, &says, misread);
                None
            }
        }
    }

    /// A text that is no length or count, with the place within it where that can be told.
    fn misread(&mut self, name: &'static str, value: &Value, says: &str, misread: Misread) {
        let written = self.words(&value.at);
        let as_is = written
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'))
            .is_some_and(|inner| inner == says);
        let at = match as_is && !misread.at.is_empty() && says.get(misread.at.clone()).is_some() {
            true => {
                let from = value.at.start + 1;
                from + misread.at.start..from + misread.at.end
            }
            false => value.at.clone(),
        };
        self.report(Problem::error(name, at, misread.message).help(misread.help));
    }

    pub fn count(&mut self, of: Of, value: &Value) -> Option<String> {
        let written = self.words(&value.at);
        match &value.kind {
            Kind::Text | Kind::Mended(_) => {
                let says = self.content(of, value)?;
                match Count::parse(&says) {
                    Ok(_) => Some(self.spelled(value, &says)),
                    Err(mut misread) => {
                        misread.help = number_word(&says).unwrap_or(misread.help);
                        self.misread("bad-count", value, &says, misread);
                        None
                    }
                }
            }
            Kind::Number | Kind::Char | Kind::Word | Kind::Bare => {
                if matches!(value.kind, Kind::Number | Kind::Char)
                    && super::options().from_str::<Count>(written).is_ok()
                {
                    return Some(written.to_owned());
                }
                let (message, help) = match Count::parse(written) {
                    Ok(range) => (
                        "a range of counts stands in quotes".to_owned(),
                        format!("write \"{range}\""),
                    ),
                    Err(misread) => (
                        misread.message,
                        number_word(written).unwrap_or(misread.help),
                    ),
                };
                self.report(Problem::error("bad-count", value.at.clone(), message).help(help));
                None
            }
            _ => {
                if let Some((least, most)) = self.pair(value) {
                    let range = format!("{least}..{most}");
                    if Count::parse(&range).is_ok() {
                        self.range_in_brackets("bad-count", of, Sort::Count, value, &range);
                        return None;
                    }
                }
                self.wrong_type(Sort::Count, of, value);
                None
            }
        }
    }

    /// The two ends of a range that stands in brackets, without quotes.
    fn pair(&self, value: &Value) -> Option<(String, String)> {
        let [least, most] = value.group()?.items.as_slice() else {
            return None;
        };
        let end = |item: &Item| {
            let value = item.value.as_ref().filter(|_| item.key.is_none())?;
            let single = matches!(value.kind, Kind::Text | Kind::Number);
            single.then(|| self.words(&value.at).trim_matches('"').to_owned())
        };
        Some((end(least)?, end(most)?))
    }

    fn range_in_brackets(
        &mut self,
        name: &'static str,
        of: Of,
        sort: Sort,
        value: &Value,
        range: &str,
    ) {
        self.report(
            Problem::error(
                name,
                value.at.clone(),
                format!("`{}` must be {}", of.word, sort.expected()),
            )
            .label("a range has quotes and two dots in place of brackets")
            .help(format!("write \"{range}\"")),
        );
    }

    pub fn number(&mut self, of: Of, value: &Value) -> Option<String> {
        let written = self.words(&value.at);
        if value.kind == Kind::Number && super::options().from_str::<u32>(written).is_ok() {
            return Some(written.to_owned());
        }
        let bare = written.trim_matches(['"', '\'']);
        let help = match bare.parse::<u32>() {
            Ok(number) => format!("write {number} without quotes"),
            Err(_) => number_word(bare).unwrap_or("write a number like 3".into()),
        };
        self.report(
            Problem::error(
                "wrong-type",
                value.at.clone(),
                format!("`{}` must be a whole number", of.word),
            )
            .help(help),
        );
        None
    }
}

/// `three` is 3.
fn number_word(word: &str) -> Option<String> {
    let often = ["once", "twice", "thrice"];
    let often = often
        .iter()
        .position(|often| word.trim().eq_ignore_ascii_case(often));
    if let Some(at) = often {
        return Some(format!("write {}", at + 1));
    }
    const WORDS: [&str; 10] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    let at = WORDS
        .iter()
        .position(|number| word.trim().eq_ignore_ascii_case(number))?;
    Some(format!("write {}", at + 1))
}
