use super::*;
use crate::routine::read::read;

#[test]
fn every_word_of_the_format_is_on_the_page() {
    let page = format();
    assert!(
        !page.contains("<!--") && !page.contains("{{"),
        "a gap is left open"
    );
    for construct in vocabulary::constructs() {
        for field in construct.fields {
            let entry = format!("`{}` ({}", field.word, field.kind.expected());
            let whole = page.replace("\n    ", " ").replace("\n  ", " ");
            assert!(whole.contains(&entry), "{entry} of {}", construct.name);
            let doc = line(&field.doc());
            assert!(whole.contains(&doc), "{doc}");
        }
    }
    for choice in vocabulary::CHOICES {
        for word in choice.words {
            let entry = format!("- `{word}`: ");
            assert!(page.contains(&entry), "{entry}");
        }
    }
    for kind in vocabulary::step_words() {
        assert!(page.contains(&format!("{kind}(")), "an example of {kind}");
    }
    for caution in shared_cautions() {
        assert!(page.contains(&format!("- `{}`: ", caution.name)));
    }
}

#[test]
fn the_limit_of_heat_is_the_one_on_the_page() {
    let heat = |most: &str| {
        read(&format!(
            "(title: \"T\", steps: [Heat(for: \"15m..{most}\")])"
        ))
    };
    assert_eq!(heat("20m").problems, []);
    assert_ne!(heat("21m").problems, []);
    assert!(format().contains("Heat and cold: 20 minutes each time."));
}

#[test]
fn an_example_is_a_routine_or_some_steps() {
    let page =
        "a\n```ron\nRest(for: \"3s\")\n```\n```sh\nno\n```\n```ron\n// mine\nRoutine(\n)\n```\n";
    let all = snippets(page);
    assert_eq!(all.iter().map(|one| one.line).collect::<Vec<_>>(), [3, 9]);
    assert_eq!((all[0].is_routine(), all[1].is_routine()), (false, true));
    assert_eq!(read(&all[0].routine()).problems, []);
}
