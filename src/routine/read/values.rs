//! The single values of a tree: texts, lengths, counts, words, lists.
//!
//! Each is looked at with the table of `words` beside it. What is sound is spelled out again as
//! it stands; what is not is reported, and something harmless is spelled in its place.

use std::ops::Range;

use super::super::Ready;
use super::super::syntax::{Bracket, Group, Kind, Tree, Value, plain, quoted};
use super::guess::{among, both_sides};
use super::words::{self, Choice, Construct, Field, Sort};
use super::{is_some, nearest, unwrapped};
use crate::problem::{Problem, char_end};
use crate::seconds::{Count, Length, Misread, Seconds};

/// What the tree of a whole file says.
pub(super) struct Read {
    /// The routine in RON again, its faults filled in.
    pub spelled: String,
    pub problems: Vec<Problem>,
    /// What belongs together, so that no comma is missing within it.
    pub whole: Vec<Range<usize>>,
    /// Unquoted texts, in which no sign means anything, and names of fields that are unknown.
    pub unsigned: Vec<Range<usize>>,
    /// Closing brackets that are right once the opening one is mended as reported.
    pub closed: Vec<Range<usize>>,
}

pub(super) fn read(text: &str, tree: &Tree) -> Read {
    let mut reader = Reader {
        text,
        explicit_struct_names: tree.explicit_struct_names,
        problems: Vec::new(),
        whole: Vec::new(),
        unsigned: Vec::new(),
        closed: Vec::new(),
        out: String::with_capacity(text.len()),
    };
    reader.root(tree);
    Read {
        spelled: reader.out,
        problems: reader.problems,
        whole: reader.whole,
        unsigned: reader.unsigned,
        closed: reader.closed,
    }
}

pub(super) struct Reader<'t> {
    pub text: &'t str,
    pub explicit_struct_names: bool,
    pub problems: Vec<Problem>,
    /// As in [`Read`].
    pub whole: Vec<Range<usize>>,
    pub unsigned: Vec<Range<usize>>,
    pub closed: Vec<Range<usize>>,
    /// The routine, spelled out anew.
    pub out: String,
}

/// The field that a value belongs to, for the messages.
#[derive(Clone, Copy)]
pub(super) struct Of {
    pub word: &'static str,
}

impl<'t> Reader<'t> {
    pub fn words(&self, at: &Range<usize>) -> &'t str {
        &self.text[at.clone()]
    }

    pub fn report(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// More problems than will ever be told: what follows is not looked at.
    pub fn has_enough(&self) -> bool {
        self.problems.len() > 2 * super::MOST_PROBLEMS
    }

    /// The author's words for a message: one line, not too long.
    pub fn shown(&self, at: &Range<usize>) -> String {
        let words = self.words(at);
        let line = words.lines().next().unwrap_or_default().trim_end();
        match line.chars().count() > 40 || line.len() < words.trim_end().len() {
            true => format!("{}..", line.chars().take(38).collect::<String>()),
            false => line.to_owned(),
        }
    }

    /// Spells the value of a field. Whatever is wrong with it, something is spelled.
    pub fn field(&mut self, field: &'static Field, value: &Value) {
        let value = match is_option(field) {
            true => {
                let none = value.kind == Kind::Word && self.words(&value.at) == "None";
                if none {
                    self.out.push_str("None");
                    return;
                }
                match &value.kind {
                    Kind::Group(group)
                        if is_some(self.text, group) && matches!(field.kind, Sort::Fields(_)) =>
                    {
                        let Sort::Fields(construct) = field.kind else {
                            return;
                        };
                        // ron takes the brackets of `Some(..)` for those of the struct.
                        self.out.push('(');
                        self.fields(construct, group);
                        self.out.push(')');
                        return;
                    }
                    _ => unwrapped(self.text, value),
                }
            }
            false => value,
        };
        self.value(field.kind, Of { word: field.word }, value);
    }

    pub fn value(&mut self, sort: Sort, of: Of, value: &Value) {
        let spelled = match sort {
            Sort::Text => self.text_value(of, value),
            Sort::Length => self.length(of, sort, value, |text| Length::parse(text).map(|_| ())),
            Sort::Seconds => self.length(of, sort, value, |text| Seconds::parse(text).map(|_| ())),
            Sort::Ready => self.length(of, sort, value, |text| Ready::parse(text).map(|_| ())),
            Sort::Count => self.count(of, value),
            Sort::Number => self.number(of, value),
            Sort::One(choice) => self.choice(of, choice, value),
            Sort::Fields(construct) => {
                self.construct(construct, of, value);
                return;
            }
            Sort::Texts | Sort::Many(_) | Sort::List(_) | Sort::Steps => {
                self.list(sort, of, value);
                return;
            }
        };
        match spelled {
            Some(spelled) => self.out.push_str(&spelled),
            None => self.out.push_str(instead(sort)),
        }
    }

    /// A text's content. `None` where it is none, which is reported.
    fn content(&mut self, of: Of, value: &Value) -> Option<String> {
        let written = self.words(&value.at);
        match &value.kind {
            Kind::Text => match super::options().from_str::<String>(written) {
                Ok(says) => Some(says),
                Err(_) => {
                    self.bad_escape(value);
                    None
                }
            },
            Kind::Mended(says) => Some(says.clone()),
            Kind::Number | Kind::Word | Kind::Bare => {
                self.report(
                    Problem::error(
                        "missing-quotes",
                        value.at.clone(),
                        format!("`{}` must be a text, and a text stands in quotes", of.word),
                    )
                    .help(format!("write {}", quoted(written))),
                );
                None
            }
            Kind::Char => {
                self.report(
                    Problem::error(
                        "wrong-quotes",
                        value.at.clone(),
                        "this text stands in single quotes",
                    )
                    .label("RON knows straight double quotes only")
                    .help(format!("write {}", quoted(written.trim_matches('\'')))),
                );
                None
            }
            _ => {
                self.wrong_type(Sort::Text, of, value);
                None
            }
        }
    }

    fn text_value(&mut self, of: Of, value: &Value) -> Option<String> {
        let says = self.content(of, value)?;
        Some(self.spelled(value, &says))
    }

    /// A text as it stands in the file, or, where its quotes were mended, written anew.
    fn spelled(&self, value: &Value, says: &str) -> String {
        match value.kind {
            Kind::Text => self.words(&value.at).to_owned(),
            _ => quoted(says),
        }
    }

    /// Points at the first escape that RON doesn't know.
    fn bad_escape(&mut self, value: &Value) {
        let written = self.words(&value.at);
        let mut at = 0;
        let mut found = 0..written.len();
        while let Some(slash) = written[at..].find('\\') {
            let start = at + slash;
            let next = written[start + 1..]
                .chars()
                .next()
                .map_or(1, char::len_utf8);
            let simple = &written[start..start + 1 + next];
            let end = match simple {
                "\\u" => written[start..]
                    .find('}')
                    .map_or(start + 2, |end| start + end + 1),
                "\\x" => char_end(written, (start + 4).min(written.len() - 1)),
                _ => start + 1 + next,
            };
            let fine = matches!(simple, "\\\n" | "\\\r")
                || super::options()
                    .from_str::<String>(&format!("\"{}\"", &written[start..end]))
                    .is_ok();
            if !fine {
                found = start..end;
                break;
            }
            at = end;
        }
        let escape = &written[found.clone()];
        let message = match found.len() < written.len() {
            true => format!("`{escape}` means nothing in a text"),
            false => "this text holds an escape that means nothing".to_owned(),
        };
        self.report(
            Problem::error(
                "bad-escape",
                value.at.start + found.start..value.at.start + found.end,
                message,
            )
            .help("write `\\\\` for a backslash, or leave it out"),
        );
    }

    fn length(
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

    fn count(&mut self, of: Of, value: &Value) -> Option<String> {
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
                self.wrong_type(Sort::Count, of, value);
                None
            }
        }
    }

    fn number(&mut self, of: Of, value: &Value) -> Option<String> {
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

    fn choice(&mut self, of: Of, choice: &'static Choice, value: &Value) -> Option<String> {
        let written = self.words(&value.at);
        let (bare, in_quotes) = match &value.kind {
            Kind::Word => (plain(written).to_owned(), false),
            Kind::Bare | Kind::Number => (written.to_owned(), false),
            Kind::Text | Kind::Char => (written.trim_matches(['"', '\'']).to_owned(), true),
            Kind::Mended(says) => (says.clone(), true),
            Kind::Group(Group {
                name: Some(name), ..
            }) => {
                let word = self.words(name);
                if !choice.words.contains(&word) {
                    self.wrong_type(Sort::One(choice), of, value);
                    return None;
                }
                self.report(
                    Problem::error(
                        "wrong-type",
                        value.at.clone(),
                        format!("`{word}` has no brackets"),
                    )
                    .help(format!("write `{word}`")),
                );
                return Some(word.to_owned());
            }
            Kind::Group(_) if both_sides(choice, written) => (written.to_owned(), false),
            _ => {
                self.wrong_type(Sort::One(choice), of, value);
                return None;
            }
        };
        if choice.words.contains(&bare.as_str()) {
            if in_quotes {
                self.report(
                    Problem::error(
                        "wrong-type",
                        value.at.clone(),
                        format!("`{}` is a word of the format, not a text", of.word),
                    )
                    .help(format!("write {bare} without quotes")),
                );
            }
            return Some(bare);
        }
        let like = match both_sides(choice, &bare) {
            true => Some("Each"),
            false => nearest(&bare, choice.words.iter().copied()).or_else(|| among(choice, &bare)),
        };
        let help = match like {
            Some(like) if like.eq_ignore_ascii_case(&bare) => {
                format!("write `{like}`, with a capital letter and without quotes")
            }
            Some(like) => format!("did you mean `{like}`?"),
            None => format!("write {}", choice.listed()),
        };
        let shown = self.shown(&value.at);
        self.report(
            Problem::error(
                "unknown-word",
                value.at.clone(),
                format!("`{}` can't be `{}`", of.word, shown.trim_matches('"')),
            )
            .help(help),
        );
        like.map(str::to_owned)
    }

    fn list(&mut self, sort: Sort, of: Of, value: &Value) {
        let empty = match sort {
            Sort::Steps => "[Wait(text: \"?\")]",
            Sort::List(_) => "[]",
            _ => "[]",
        };
        let group = match &value.kind {
            Kind::Group(group) if group.bracket == Bracket::Square && group.name.is_none() => group,
            Kind::Skipped => {
                self.out.push_str(empty);
                return;
            }
            _ => {
                self.no_list(sort, of, value);
                self.out.push_str(empty);
                return;
            }
        };
        if let Some(parts) = self.tempo_of_numbers(of, value) {
            self.tempo_needed(of, value, &parts);
            self.out.push_str(empty);
            return;
        }
        self.out.push('[');
        if let Sort::List(construct) = sort
            && let [first, ..] = group.items.as_slice()
            && let Some(key) = &first.key
            && group.items.iter().all(|item| item.key.is_some())
            && construct.field(self.words(key)).is_some()
        {
            self.report(
                Problem::error(
                    "named-item",
                    key.clone(),
                    format!(
                        "the fields of {} stand in round brackets",
                        construct.called()
                    ),
                )
                .help("write `(` in front of the first and `)` behind the last"),
            );
            self.out.push('(');
            self.fields(construct, group);
            self.out.push_str(")]");
            return;
        }
        let mut items = group.items.iter().peekable();
        while let Some(item) = items.next() {
            if self.has_enough() {
                break;
            }
            if matches!(sort, Sort::Steps)
                && let Some(next) = items.peek()
                && let Some(step) = self.step_without_brackets(item, next)
            {
                while items
                    .next_if(|next| {
                        next.key
                            .as_ref()
                            .is_some_and(|key| step.field(self.words(key)).is_some())
                    })
                    .is_some()
                {}
                self.out.push_str("Wait(text: \"?\"),");
                continue;
            }
            if matches!(sort, Sort::Steps)
                && let Some((step, whole, taken)) = self.closed_early(item, items.clone())
            {
                self.step(&step);
                self.whole.push(whole);
                self.out.push(',');
                items.nth(taken - 1);
                continue;
            }
            if let Some(key) = &item.key {
                let word = self.words(key);
                if matches!(sort, Sort::Steps)
                    && let Some(step) = words::step(word)
                    && item.value.is_some()
                {
                    self.step_with_colon(step, item);
                    self.out.push(',');
                    continue;
                }
                self.report(
                    Problem::error(
                        "named-item",
                        key.clone(),
                        format!("the items of a list have no names, but here is `{word}:`"),
                    )
                    .help(match sort {
                        Sort::Steps if self.names_step(item) => {
                            "leave it out, and write a name within the step: `name: \"..\"`"
                        }
                        Sort::List(_) => "put its fields in round brackets, `(..)`",
                        Sort::Steps => "put it in the round brackets of a step, `Hold(..)`",
                        _ => "leave the name and its colon out",
                    }),
                );
            }
            let Some(value) = &item.value else {
                continue;
            };
            match sort {
                Sort::Texts => self.value(Sort::Text, of, value),
                Sort::Many(choice) => self.value(Sort::One(choice), of, value),
                Sort::List(construct) => self.construct(construct, of, value),
                _ => self.step(value),
            }
            self.out.push(',');
        }
        self.out.push(']');
    }

    /// Something other than a list where a list must stand.
    fn no_list(&mut self, sort: Sort, of: Of, value: &Value) {
        let shown = self.words(&value.at);
        let short = shown.chars().count() <= 30 && !shown.contains('\n');
        if let Some(parts) = self.tempo_of_numbers(of, value) {
            self.tempo_needed(of, value, &parts);
            return;
        }
        let help = match (&value.kind, sort) {
            (Kind::Group(group), _) if group.name.is_none() && !has_fields(group) => {
                self.other_brackets(group, Bracket::Square)
            }
            (Kind::Text | Kind::Mended(_), Sort::Texts) | (Kind::Word, Sort::Many(_)) if short => {
                format!("write [{shown}]")
            }
            (Kind::Group(_), Sort::Steps) => {
                "write `[` in front of the first step and `]` behind the last".into()
            }
            (Kind::Text, Sort::List(construct)) => match self.inside(construct, value) {
                Some(inside) => format!("write [{inside}]"),
                None => format!("write it like `{}: {}`", of.word, sort.example(of.word)),
            },
            (Kind::Text | Kind::Group(_), _) => "put `[` in front of it and `]` behind it".into(),
            _ => format!("write it like `{}: {}`", of.word, sort.example(of.word)),
        };
        self.report(
            Problem::error(
                "wrong-type",
                self.first_line(value),
                format!("`{}` must be {}", of.word, sort.expected()),
            )
            .label(format!("this is {}", named_kind(&value.kind)))
            .help(help),
        );
        // What stands in it may be looked at all the same.
        let mark = self.out.len();
        match (&value.kind, sort) {
            (Kind::Group(group), Sort::Steps) if group.name.is_none() && !has_fields(group) => {
                for step in group.items.iter().filter_map(|item| item.value.as_ref()) {
                    self.step(step);
                }
            }
            (Kind::Group(_), Sort::Steps) => self.step(value),
            (Kind::Group(_), Sort::List(construct)) => self.construct(construct, of, value),
            _ => {}
        }
        self.out.truncate(mark);
    }

    /// What to write for a pair of brackets of the wrong kind.
    pub fn other_brackets(&mut self, group: &Group, meant: Bracket) -> String {
        let (open, close) = (meant.open(), meant.close());
        if let Some(at) = &group.close
            && self.words(at).chars().eq([close])
        {
            self.closed.push(at.clone());
            return format!("write `{open}` in place of `{}`", group.bracket.open());
        }
        format!(
            "write `{open}` and `{close}` in place of `{}` and `{}`",
            group.bracket.open(),
            group.bracket.close()
        )
    }

    /// The value, or where it runs over lines what stands on its first one.
    pub fn first_line(&self, value: &Value) -> Range<usize> {
        let words = self.words(&value.at);
        let line = words.lines().next().unwrap_or_default().trim_end();
        value.at.start..value.at.start + line.len().max(1).min(words.len())
    }

    pub fn wrong_type(&mut self, sort: Sort, of: Of, value: &Value) {
        if matches!(value.kind, Kind::Skipped) {
            return;
        }
        let at = self.first_line(value);
        self.report(
            Problem::error(
                "wrong-type",
                at,
                format!("`{}` must be {}", of.word, sort.expected()),
            )
            .label(format!("this is {}", named_kind(&value.kind)))
            .help(format!(
                "write it like `{}: {}`",
                of.word,
                sort.example(of.word)
            )),
        );
    }
}

/// Whether a field may be `None` or `Some(..)`: those that are left out without meaning an empty
/// list or a word.
fn is_option(field: &Field) -> bool {
    !field.required
        && match field.kind {
            Sort::Texts | Sort::Many(_) | Sort::Steps => false,
            Sort::List(_) => field.word == "tempo",
            _ => field.word != "stage",
        }
}

/// What is spelled in place of a value that can't be read: nothing that breaks a further rule.
pub(super) fn instead(sort: Sort) -> &'static str {
    match sort {
        Sort::Text => "\"?\"",
        Sort::Length => "\"10m\"",
        Sort::Seconds | Sort::Ready => "\"1s\"",
        Sort::Count => "2",
        Sort::Number => "1",
        Sort::One(choice) => choice.words[0],
        Sort::Steps => "[Wait(text: \"?\")]",
        Sort::Texts | Sort::Many(_) | Sort::List(_) => "[]",
        Sort::Fields(_) => "()",
    }
}

/// Whether there are fields between the brackets.
fn has_fields(group: &Group) -> bool {
    group.items.first().is_some_and(|item| item.key.is_some())
}

/// What a value looks like, for a label.
pub(super) fn named_kind(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Mended(_) | Kind::Char => "a text",
        Kind::Number => "a number",
        Kind::Word => "a word",
        Kind::Bare => "some words without quotes",
        Kind::Group(group) => match (group.bracket, &group.name) {
            (_, Some(_)) => "a name with brackets",
            (Bracket::Round, None) => "a pair of round brackets",
            (Bracket::Square, None) => "a list",
            (Bracket::Curly, None) => "a pair of curly brackets",
        },
        Kind::Wrapped(_) => "a value with `Some`",
        Kind::Skipped => "too deep",
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

/// The construct that a group is meant as; used where a value may carry its type's name.
pub(super) fn fits(construct: &Construct, name: &str) -> bool {
    construct.type_name == name
}
