//! Lengths, counts and numbers.

use super::super::grammar::FieldType;
use super::super::syntax::{TreeValue, ValueKind};
use super::values::Reader;
use crate::seconds::{Count, Misread};

impl Reader<'_> {
    pub fn length(
        &mut self,
        of: &'static str,
        sort: FieldType,
        value: &TreeValue,
        parse: impl Fn(&str) -> Result<(), Misread>,
    ) -> Option<String> {
        let written = self.words(&value.at);
        match value.kind {
            ValueKind::Number | ValueKind::Word | ValueKind::Bare | ValueKind::Char => {
                let bare = written.trim_matches('\'');
                let digits = bare.bytes().all(|b| b.is_ascii_digit());
                let help = match parse(bare) {
                    Ok(()) => format!("write \"{bare}\""),
                    Err(_) if digits => {
                        format!("write \"{bare}s\" for seconds or \"{bare}m\" for minutes")
                    }
                    Err(misread) => misread.help,
                };
                let message = format!(
                    "`{}` must be a length of time, and that stands in quotes",
                    of
                );
                self.tell("bad-length", value.at.clone(), message, help);
                None
            }
            ValueKind::Text | ValueKind::Mended(_) => self.readable("bad-length", of, value, parse),
            _ => {
                self.wrong_type(sort, of, value);
                None
            }
        }
    }

    /// A text as it is spelled, where it can be read. Where it can't, the place within it where
    /// the fault is, if that can be told, is reported.
    fn readable(
        &mut self,
        name: &'static str,
        of: &'static str,
        value: &TreeValue,
        parse: impl Fn(&str) -> Result<(), Misread>,
    ) -> Option<String> {
        let says = self.content(of, value)?;
        let Err(misread) = parse(&says) else {
            return Some(self.spelled(value, &says));
        };
        let as_is = self.words(&value.at) == format!("\"{says}\"");
        let within = as_is && !misread.at.is_empty() && says.get(misread.at.clone()).is_some();
        let at = match within {
            true => {
                let from = value.at.start + 1;
                from + misread.at.start..from + misread.at.end
            }
            false => value.at.clone(),
        };
        self.tell(name, at, misread.message, misread.help);
        None
    }

    pub fn count(&mut self, of: &'static str, value: &TreeValue) -> Option<String> {
        let written = self.words(&value.at);
        match &value.kind {
            ValueKind::Text | ValueKind::Mended(_) => {
                self.readable("bad-count", of, value, |text| {
                    Count::parse(text).map(|_| ())
                })
            }
            ValueKind::Number | ValueKind::Char | ValueKind::Word | ValueKind::Bare => {
                if matches!(value.kind, ValueKind::Number | ValueKind::Char)
                    && super::options().from_str::<Count>(written).is_ok()
                {
                    return Some(written.to_owned());
                }
                let (message, help) = match Count::parse(written) {
                    Ok(range) => (
                        "a range of counts stands in quotes".to_owned(),
                        format!("write \"{range}\""),
                    ),
                    Err(misread) => (misread.message, misread.help),
                };
                self.tell("bad-count", value.at.clone(), message, help);
                None
            }
            _ => {
                self.wrong_type(FieldType::Count, of, value);
                None
            }
        }
    }

    pub fn number(&mut self, of: &'static str, value: &TreeValue) -> Option<String> {
        let written = self.words(&value.at);
        if value.kind == ValueKind::Number && super::options().from_str::<u32>(written).is_ok() {
            return Some(written.to_owned());
        }
        let help = match written.trim_matches(['"', '\'']).parse::<u32>() {
            Ok(number) => format!("write {number} without quotes"),
            Err(_) => "write a number like 3".into(),
        };
        let message = format!("`{}` must be a whole number", of);
        self.tell("wrong-type", value.at.clone(), message, help);
        None
    }
}
