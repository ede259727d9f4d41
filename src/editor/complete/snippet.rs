//! The texts that a completion writes, with the places that the cursor visits.

use std::fmt::Write;

use crate::routine::grammar::{Construct, FieldType, FormatField};

/// `for: "${1:30s}"`
pub fn field(field: &FormatField) -> String {
    format!("{}: {}", field.word, value(field, 1))
}

/// The value of a field; its first stop has this number.
pub fn value(field: &FormatField, stop: u32) -> String {
    match field.kind {
        FieldType::Text | FieldType::Name(_) => format!("\"${stop}\""),
        FieldType::List(FieldType::Text | FieldType::Name(_)) => format!("[\"${stop}\"]"),
        FieldType::Length => format!("\"${{{stop}:30s}}\""),
        FieldType::Seconds | FieldType::Ready => {
            let example = field.kind.example(field.word);
            format!("\"${{{stop}:{}}}\"", example.trim_matches('"'))
        }
        FieldType::Count | FieldType::Number => format!("${{{stop}:3}}"),
        FieldType::Decimal | FieldType::Word(_) | FieldType::Kind(_) | FieldType::Step => {
            format!("${stop}")
        }
        FieldType::Fields(_) => format!("(${stop})"),
        FieldType::List(FieldType::Fields(_)) => format!("[\n\t(${stop}),\n]"),
        FieldType::List(FieldType::Step) => format!("[\n\t${stop}\n]"),
        FieldType::List(_) => format!("[${stop}]"),
    }
}

/// A construct with its name, what it needs, and what nearly everybody writes.
pub fn construct(of: &Construct) -> String {
    let usual = match of.name {
        "Reps" => ["name", "times"].as_slice(),
        "Breathe" => &["name", "rounds"],
        "Prescribed" => &["by"],
        "OneSide" => &["times"],
        _ => &["name"],
    };
    let fields = of.fields.iter();
    let written = fields.filter(|field| field.required || usual.contains(&field.word));
    let steps = of.field("steps").is_some();
    let long = steps || of.field("name").is_some();
    let named = of.is_named || of.name == "Routine";
    let name = if named { of.name } else { "" };
    let mut snippet = format!("{name}(");
    for (field, stop) in written.zip(1..) {
        let value = value(field, stop).replace('\n', "\n\t");
        match long {
            true => write!(snippet, "\n\t{}: {value},", field.word),
            false if stop == 1 => write!(snippet, "{}: {value}", field.word),
            false => write!(snippet, ", {}: {value}", field.word),
        }
        .expect("a text takes whatever is written");
    }
    snippet.push_str(if long { "\n)" } else { ")" });
    snippet
}

/// A snippet for an editor that knows none: with its examples, without its stops.
pub fn plain(snippet: &str) -> String {
    let mut text = String::with_capacity(snippet.len());
    let mut chars = snippet.chars().peekable();
    let mut in_stop = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' => text.extend(chars.next()),
            '$' if chars.next_if_eq(&'{').is_some() => {
                in_stop = true;
                while chars.next_if(char::is_ascii_digit).is_some() {}
                chars.next_if_eq(&':');
            }
            '$' => while chars.next_if(char::is_ascii_digit).is_some() {},
            '}' if in_stop => in_stop = false,
            _ => text.push(c),
        }
    }
    text
}
