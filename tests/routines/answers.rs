//! Everything that the four articles tell a reader to do, and where supple answers it: a routine,
//! a page, a shared caution, or a refusal with its reason on a page.

use super::{cautions, library, pages};

enum Answer {
    /// The routine that does it.
    Routine(&'static str),
    /// A page, and words that stand on it.
    Page(&'static str, &'static str),
    /// A shared caution, and words of it.
    Caution(&'static str, &'static str),
    /// It isn't offered: the page that says why, and words of it.
    Refused(&'static str, &'static str),
}

use Answer::*;

/// One row for each thing that an article says, and its answers.
const ANSWERS: &[(&str, &[Answer])] = &[
    ("seated twist", &[Routine("seated-twist")]),
    ("shoulder raises, 5 times", &[Routine("shoulder-raises")]),
    ("step forward and turn", &[Routine("step-forward-stretch")]),
    (
        "stretching stops a spasm",
        &[Routine("neck-chest-evening"), Page("disagreements", "Stretching at once?")],
    ),
    ("heating pad, 15 to 20 minutes", &[Routine("heat-session")]),
    ("what heat is for", &[Page("heat-and-cold", "supple promises none")]),
    ("ice or heat, either", &[Page("heat-and-cold", "Take what feels better")]),
    ("cold", &[Routine("cold-session")]),
    ("massage", &[Routine("spasm-ball-wall"), Page("first-days", "Massage by others")]),
    ("walking", &[Routine("walk-short"), Routine("walk-build")]),
    ("running", &[Refused("first-days", "Running. One article praises it")]),
    (
        "a comfortable incline",
        &[
            Routine("first-five-minutes"),
            Routine("sleep-setup"),
            Page("first-days", "at a comfortable slope"),
            Page("sleeping", "Half sitting"),
        ],
    ),
    (
        "four ways of lying",
        &[
            Routine("lie-knees-propped"),
            Routine("lie-legs-on-chair"),
            Routine("lie-side-pillow"),
            Routine("lie-front-brief"),
        ],
    ),
    ("positions for the night", &[Routine("sleep-setup"), Page("sleeping", "On your side")]),
    (
        "posture, lifting, mattress",
        &[
            Page("posture-and-lifting", "let the legs do the lifting"),
            Page("sleeping", "medium-soft"),
        ],
    ),
    (
        "drinking water",
        &[Routine("first-five-minutes"), Page("first-days", "Have some water if you like")],
    ),
    ("mild exercise, gentle movement", &[Routine("first-five-minutes"), Routine("desk-cat-cow")]),
    ("a short rest, 1 to 2 days", &[Page("first-days", "Bed is for a day or two at the most")]),
    ("less activity for a few days", &[Page("first-days", "with less to do")]),
    (
        "no exercise right after the onset",
        &[
            Caution("first-days", "first three days"),
            Page("first-days", "Day 3 is supple's own choice"),
        ],
    ),
    ("exercise again after 2 to 3 weeks", &[Page("first-days", "After day 14")]),
    (
        "no twisting or heavy lifting for 6 weeks",
        &[
            Caution("twist", "six weeks"),
            Page("first-days", "After day 42"),
            Page("posture-and-lifting", "nothing heavy"),
        ],
    ),
    (
        "stop at more than mild pain after 15 minutes",
        &[
            Caution("walk", "above mild for 15 minutes"),
            Caution("stop", "new or spreads"),
            Page("first-days", "above mild for 15 minutes"),
        ],
    ),
    ("how long it lasts", &[Page("first-days", "How long?")]),
    ("when to see a doctor", &[Page("red-flags", "MAKE AN ORDINARY APPOINTMENT")]),
    (
        "signs of a pinched nerve",
        &[
            Page("red-flags", "tingling in one arm or leg"),
            Page("red-flags", "a burning pain that spreads"),
            Caution("stop", "you tingle"),
        ],
    ),
    (
        "serious causes: aorta, tumour, infection, kidney, fracture, disc",
        &[Page("what-supple-cannot-know", "the aorta"), Page("red-flags", "tearing")],
    ),
    (
        "pain on a deep breath",
        &[Page("red-flags", "catches on a deep breath"), Routine("first-five-minutes")],
    ),
    (
        "swelling and redness",
        &[Caution("heat", "swollen"), Page("heat-and-cold", "swollen or bruised")],
    ),
    ("stress", &[Routine("breathe-belly")]),
    ("medicines and creams", &[Refused("first-days", "ask a pharmacist")]),
    ("painkillers only as a doctor directs", &[Refused("first-days", "as your doctor directs")]),
    ("muscle relaxants", &[Refused("first-days", "need a prescription: ask your doctor")]),
    ("avoiding what provokes it", &[Page("first-days", "Avoid what provokes the pain")]),
    ("weak muscles", &[Refused("first-days", "Strengthening. Weak muscles")]),
    ("an overloaded rucksack", &[Page("posture-and-lifting", "Keep a rucksack light")]),
    (
        "hyperventilation",
        &[
            Refused("why-no-hyperventilation", "washes out carbon dioxide"),
            Routine("breathe-even"),
            Routine("breathe-belly"),
        ],
    ),
    ("manipulation", &[Refused("first-days", "a matter for trained hands")]),
];

#[test]
fn everything_that_the_articles_advise_is_answered() {
    let (library, pages, cautions) = (library(), pages(), cautions());
    assert_eq!(ANSWERS.len(), 38);
    for (row, answers) in ANSWERS {
        assert!(!answers.is_empty(), "{row}");
        for answer in *answers {
            let (text, phrase) = match answer {
                Routine(id) => {
                    assert!(library.iter().any(|w| w.id == *id), "{row}: {id}");
                    continue;
                }
                Page(stem, phrase) | Refused(stem, phrase) => {
                    let page = pages.iter().find(|p| p.stem == *stem);
                    (page.map(|p| p.text.clone()), phrase)
                }
                Caution(name, phrase) => {
                    let caution = cautions.iter().find(|c| c.name == *name);
                    (caution.map(|c| c.text.clone()), phrase)
                }
            };
            let text = text.unwrap_or_else(|| panic!("{row}: no such page or caution"));
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(text.contains(phrase), "{row}: {phrase}");
        }
    }
}
