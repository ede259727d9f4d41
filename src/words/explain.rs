//! What explains an error or a warning: the list of them, one of them, and one that there is not.

sentences! {
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

/// What can be asked for beside the list.
pub const MORE: [&str; 3] = [
    "`supple explain NAME` says more about one of them.",
    "`supple explain format` is the reference of the format,",
    "`supple explain poses` its chapter about the figure.",
];
