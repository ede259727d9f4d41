//! Writing a routine of one's own: what is asked and told where it is begun, edited, checked and
//! laid out, and what explains an error or a warning.

use super::count;

sentences! {
    // A new one.
    what_called(usual): "What is it called? [{usual}] "
    WHO_ASKED: "Who asked for it? [nobody] "
    HOW_MANY: "How many exercises, and are they holds, reps or breathing? [1 hold] "
    HOW_MANY_AGAIN: "A number and one of these words, like 3 holds: "
    BOTH_SIDES: "Is each done on both sides? [no] "
    BOTH_SIDES_AGAIN: "Yes or no: "
    NO_ANSWER: "no answer came, so nothing was written"
    CAN_BE_PLAYED: "It can be played as it is. Next:"
    NO_PLACE: "there is no home directory, so there is no place for routines of your own"

    not_an_id(name, instead): "a routine can't be called `{name}`: small letters, digits and \
        dashes only" => "{instead}"
    id_like(id): "write `supple new {id}`; its title can be anything"
    ID_LIKE: "write it like `supple new evening-stretch`"
    id_built_in(id): "`{id}` is the name of a built-in routine"
        => "`supple edit {id}` changes that one, in a copy of your own"
    id_taken(id): "`{id}` is a routine of yours already"
        => "`supple edit {id}` opens it; or choose another name"
    NO_SIDES: "a breath has no sides, so `--each-side` means nothing with `--kind breathing`"
        => "leave one of the two out"

    // In an editor.
    BACK_TO_LINE: "Enter goes back to that line, s stops: "
    BACK_OR_PLAY: "Enter goes back to that line, p plays it, s stops: "
    PLAY_OR_STOP: "p plays it, e goes back to the editor, Enter stops: "
    UNCHANGED: "nothing was changed, so the built-in routine stays in use"

    playable(path): "{path}: it can be played"
    editor_failed(editor): "`{editor}` ended with an error"
    no_such_editor(editor, why): "can't start the editor `{editor}`: {why}"
        => "$VISUAL or $EDITOR names it, like `export EDITOR=nano`"
    open_quote(value, name): "`{value}` in ${name} is no command: a quote in it is never closed"
        => "write it like `export {name}=nano`"
    NO_EDITOR: "there is no editor: neither $VISUAL nor $EDITOR is set, and there is no nano and \
        no vi" => "write `export EDITOR=` and the name of your editor, and try again"
    nowhere_to_copy(id): "`{id}` is built in, and there is no home directory to copy it to"
    FOR_AN_EDITOR: "an editor starts `supple language-server` and speaks with it; here is a terminal"
        => "`supple check FILE` tells a person what is wrong with a routine"
    EXIT_TOO_SOON: "the editor said `exit` before `shutdown`"
    EDITOR_GONE: "the editor has gone without `shutdown`"

    // Checked.
    SETTINGS: "settings"
    CAUTIONS: "shared cautions"
    POSES: "poses of the figure"
    EXPLAINED: "`supple explain NAME` says more about a name in brackets"

    all_well(file, held): "{file} holds {held}, and nothing is wrong with them"
    none_in(folders): "There are no .ron files in {folders}"
    none_yet(folder): "You have no routines of your own in {folder} yet; `supple new NAME` begins one"

    // Laid out.
    FROM_INPUT: "standard input"
    ANOTHER_PLAN: "this file can't be laid out without changing its plan, so it was left alone"

    not_laid_out(file): "{file}: not laid out"

    // What explains an error or a warning.
    ERRORS: "Errors: the file can't be played"
    WARNINGS: "Warnings: it can be played, and deserves a look"

    BEFORE: "Before:"
    AFTER: "After:"

    // Whether it can be allowed.
    MUST_BE_MENDED: "An error can't be allowed: it must be mended before the routine plays."
    MENDED_IN_A_ROUTINE: "In a routine it can't be allowed: it must be mended before the routine \
        plays. In the settings all that can be understood holds in spite of it."
    may_be_allowed(name): "Where it is meant so, write `allow: [\"{name}\"]` in the routine, and it \
        is not told again."

    no_such(word, instead): "no error or warning is called `{word}`" => "{instead}"
    ALL_LISTED: "`supple explain` lists them all"
}

/// What to type once a routine is begun, and what for.
pub const NEXT: [(&str, &str); 3] = [
    ("edit", "write your own words and figures into it"),
    ("watch", "see it while you write, in a second window"),
    ("play", "play it"),
];

/// What can be asked for beside the list.
pub const MORE: [&str; 3] = [
    "`supple explain NAME` says more about one of them.",
    "`supple explain format` is the reference of the format,",
    "`supple explain poses` its chapter about the figure.",
];

/// What was found in so many files, more than which is not told: `3 errors, 1 warning in 2 files`.
pub fn found(errors: u64, warnings: u64, is_more: bool, files: u64) -> String {
    let counts = [(errors, "error"), (warnings, "warning")].into_iter();
    let counts = counts.filter(|(number, _)| *number > 0);
    let counts: Vec<String> = counts.map(|(number, one)| count(number, one)).collect();
    let more = if is_more { "more than " } else { "" };
    format!("{more}{} in {}", counts.join(", "), count(files, "file"))
}

/// Nothing is wrong with so many files, all those of one's own folder or those that were named.
pub fn all_playable(files: u64, folder: Option<&str>) -> String {
    let place = folder.map_or(String::new(), |folder| format!(" in {folder}"));
    format!("{}{place} can be played", count(files, "file"))
}

/// So many files were laid out, and so many were before.
pub fn laid_out(now: usize, before: usize) -> String {
    match (now, before) {
        (0, 1) => "laid out already".to_owned(),
        (0, all) => format!("all {all} laid out already"),
        (1, 0) => "laid out".to_owned(),
        (all, 0) => format!("{all} files laid out"),
        (now, _) => format!("{now} of {} files laid out, the others were already", now + before),
    }
}
