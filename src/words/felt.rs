//! What is said of a session once it is over, and that sessions are forgotten.

sentences! {
    PAIN_NOW: "How much pain or stiffness now, 0 for none to 10? An empty line skips."
    THAN_BEFORE: "And held against before: better, same or worse? An empty line skips."
    A_NOTE: "A line to remember it by? An empty line ends."
    NOTHING_NOTED: "Nothing is noted."
    NO_NOTE: "no note any more"
    NO_SESSION: "there is no session to speak of"
    NOBODY_TO_ASK: "nothing is said, and nobody is there to be asked"
        => "--before, --after, --than and --note say it"

    note_too_long(most, letters): "a note is a line of at most {most} letters; this has {letters}"
        => "nothing was kept"
    before(pain): "before it {pain} of 10"
    after(pain): "after it {pain} of 10"

    // Forgotten.
    FORGOTTEN: "Forgotten."
    NOTHING_FORGOTTEN: "Nothing is forgotten."
    NOTHING_TO_FORGET: "there is no session to be forgotten"

    all_forgotten(count): "All {count} sessions are forgotten."
    /// The question before it; the answer that is not usual is the small letter.
    forget(what): "Forget {what}, for good, on every machine"
    yes_or_no(question): "{question}? [y/N]"
    nobody_says_yes(question): "{question}: nobody is there to be asked" => "--yes says yes beforehand"
}

/// The question before so many sessions are forgotten, and what is beside them here: so many that
/// were broken off, and whether lines were set aside. `None` where there is nothing at all.
pub fn forget_all(sessions: usize, broken_off: usize, aside: bool) -> Option<String> {
    let mut here = match broken_off {
        0 => Vec::new(),
        1 => vec!["the session that was broken off".to_owned()],
        count => vec![format!("the {count} sessions that were broken off")],
    };
    here.extend(aside.then(|| "the broken lines that were set aside".to_owned()));
    let here = here.join(" and ");
    let history = match sessions {
        0 if here.is_empty() => return None,
        0 => return Some(format!("Forget {here}, for good")),
        1 => forget("the one session that there is"),
        count => forget(format_args!("all {count} sessions")),
    };
    Some(if here.is_empty() { history } else { format!("{history}, and here {here}") })
}
