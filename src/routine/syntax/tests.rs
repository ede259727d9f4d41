use super::*;
use proptest::prelude::*;

/// The tree without its places, for a look at a glance.
fn sketch(text: &str) -> String {
    let tree = Tree::parse(text);
    let root = tree.root.as_ref();
    root.map_or(String::new(), |root| value(text, root))
}

fn value(text: &str, of: &TreeValue) -> String {
    let words = &text[of.at.clone()];
    match &of.kind {
        ValueKind::Text | ValueKind::Char | ValueKind::Number | ValueKind::Word => words.to_owned(),
        ValueKind::Mended(says) => format!("~{says}~"),
        ValueKind::Bare => format!("<{words}>"),
        ValueKind::Wrapped(inner) => format!("Some {}", value(text, inner)),
        ValueKind::Skipped => "..".into(),
        ValueKind::Group(group) => {
            let name = group.name.clone().map_or("", |name| &text[name]);
            let items: Vec<String> = group
                .items
                .iter()
                .map(|item| {
                    let key = item.key.clone().map(|key| format!("{}: ", &text[key]));
                    let inner = item.value.as_ref().map(|inner| value(text, inner));
                    format!("{}{}", key.unwrap_or_default(), inner.unwrap_or_default())
                })
                .collect();
            let (open, close) = (group.bracket.open(), group.bracket.close());
            format!("{name}{open}{}{close}", items.join(", "))
        }
    }
}

#[test]
fn what_is_damaged_is_read_as_it_was_meant() {
    for (text, meant) in [
        ("A(a: \"x\" b: 3)", "A(a: \"x\", b: 3)"),
        ("A(a: \"x, b: \"y\")", "A(a: ~x~, b: \"y\")"),
        ("A(a: \"x, b: \"1:30\")", "A(a: ~x~, b: \"1:30\")"),
        ("A(a: x y\", b: \"y\")", "A(a: ~x y~, b: \"y\")"),
        ("A(a: “x”, b: 'yy')", "A(a: ~x~, b: ~yy~)"),
        ("A(a: [\"x\", \"y\", b: 3)", "A(a: [\"x\", \"y\"], b: 3)"),
        ("A(a: [B(b: 3, B(b: 4)])", "A(a: [B(b: 3), B(b: 4)])"),
        ("A(a: \"x\", \"y\"], b: 3)", "A(a: \"x\", \"y\", b: 3)"),
        ("A(a: [B b: 3)])", "A(a: [B(b: 3)])"),
        ("A(a: [B(b: 3))])", "A(a: [B(b: 3)])"),
        ("A(a \"x\", b = 3)", "A(a: \"x\", b: 3)"),
        ("A(a: 1m 30s, b: [C D])", "A(a: <1m 30s>, b: [C, D])"),
    ] {
        assert_eq!(sketch(text), meant);
        assert!(!Tree::parse(text).problems.is_empty(), "{text}");
    }
}

#[test]
fn sound_text_is_read_without_a_word() {
    for text in [
        "A(a: \"x\", b: [1, 2,],)",
        "#![enable(implicit_some)] (a: r#\"x\"y\"#) // end",
        "(a: \"over\n  lines\", /* one /* two */ */ b: Some(3), c: 'x')",
        "(a: Some \"x\", b: r#for)",
    ] {
        assert_eq!(Tree::parse(text).problems, [], "{text}");
    }
}

proptest! {
    #[test]
    fn every_byte_belongs_to_one_token(text in "[\\[\\](){}\"'“”:,a-zA-Z0-9 \n/*#!r\\\\é\u{a0}.-]{0,60}|\\PC{0,40}") {
        let tree = Tree::parse(&text);
        let again: String = tree.tokens.iter().map(|token| &text[token.at.clone()]).collect();
        prop_assert_eq!(again, text.clone());
        for problem in &tree.problems {
            prop_assert!(text.get(problem.at.clone()).is_some(), "{:?}", problem);
        }
    }
}
