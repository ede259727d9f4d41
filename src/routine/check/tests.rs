use super::*;
use crate::routine::AuthorText;
use crate::routine::read::by_ron;

fn routine(steps: &str) -> Routine {
    by_ron(&format!("(title: \"t\", ready: \"0s\", steps: [{steps}])")).expect(steps)
}

#[test]
fn a_text_over_lines_becomes_paragraphs() {
    for (text, tidied) in [
        ("one line ", "one line "),
        ("a\tb", "a b"),
        ("soft\u{ad}hy\u{200b}phen", "softhyphen"),
        ("one\n    line", "one line"),
        ("one\r\n\t\tline\r\n", "one line"),
        ("\n  one\n\n\n  two\n  more\n", "one\n\ntwo more"),
    ] {
        let read = AuthorText::from(text);
        assert_eq!(read.as_str(), tidied, "{text:?}");
        assert_eq!(AuthorText::from(read.as_str()), read);
    }
}

#[test]
fn sentences_are_no_names() {
    let names = Names {
        cautions: Some(&["twist"]),
    };
    let mut whole = routine("Rest(for: \"5s\")");
    whole.cautions = vec![
        "twist".into(),
        "Not with a fever.".into(),
        "Careful!".into(),
    ];
    assert_eq!(check(&whole, &names), []);
    whole.cautions.push("bend".into());
    assert_eq!(check(&whole, &names).len(), 1);
    assert_eq!(check(&whole, &Names::default()), []);
}
