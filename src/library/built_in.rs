//! The files that the program carries: routines, shared cautions, pages of information.
//!
//! A list of texts and nothing more; `library` reads them.

/// The built-in routines by id, in the order of what helps soonest.
pub const ROUTINES: &[(&str, &str)] = &[
    (
        "first-five-minutes",
        include_str!("../../routines/first-five-minutes.ron"),
    ),
    (
        "heat-session",
        include_str!("../../routines/heat-session.ron"),
    ),
    (
        "cold-session",
        include_str!("../../routines/cold-session.ron"),
    ),
    (
        "lie-knees-propped",
        include_str!("../../routines/lie-knees-propped.ron"),
    ),
    (
        "lie-legs-on-chair",
        include_str!("../../routines/lie-legs-on-chair.ron"),
    ),
    (
        "lie-side-pillow",
        include_str!("../../routines/lie-side-pillow.ron"),
    ),
    (
        "lie-front-brief",
        include_str!("../../routines/lie-front-brief.ron"),
    ),
    (
        "sleep-setup",
        include_str!("../../routines/sleep-setup.ron"),
    ),
    (
        "breathe-belly",
        include_str!("../../routines/breathe-belly.ron"),
    ),
    (
        "breathe-even",
        include_str!("../../routines/breathe-even.ron"),
    ),
    (
        "breathe-box",
        include_str!("../../routines/breathe-box.ron"),
    ),
    ("walk-short", include_str!("../../routines/walk-short.ron")),
    ("walk-build", include_str!("../../routines/walk-build.ron")),
    (
        "shoulder-raises",
        include_str!("../../routines/shoulder-raises.ron"),
    ),
    (
        "desk-blade-squeeze",
        include_str!("../../routines/desk-blade-squeeze.ron"),
    ),
    (
        "desk-chin-tuck",
        include_str!("../../routines/desk-chin-tuck.ron"),
    ),
    (
        "desk-neck-tilt",
        include_str!("../../routines/desk-neck-tilt.ron"),
    ),
    (
        "desk-cat-cow",
        include_str!("../../routines/desk-cat-cow.ron"),
    ),
    ("desk-reset", include_str!("../../routines/desk-reset.ron")),
    (
        "desk-chair-extension",
        include_str!("../../routines/desk-chair-extension.ron"),
    ),
    (
        "neck-chest-evening",
        include_str!("../../routines/neck-chest-evening.ron"),
    ),
    (
        "spasm-ball-wall",
        include_str!("../../routines/spasm-ball-wall.ron"),
    ),
    (
        "floor-morning",
        include_str!("../../routines/floor-morning.ron"),
    ),
    (
        "kneel-cat-child",
        include_str!("../../routines/kneel-cat-child.ron"),
    ),
    (
        "seated-twist",
        include_str!("../../routines/seated-twist.ron"),
    ),
    (
        "step-forward-stretch",
        include_str!("../../routines/step-forward-stretch.ron"),
    ),
];

/// The shared cautions, written once: a list of `(name, text)`.
pub const CAUTIONS: &str = include_str!("../../routines/cautions.ron");

/// The pages of information by name; the first line of each is its title.
pub const PAGES: &[(&str, &str)] = &[
    (
        "red-flags",
        include_str!("../../routines/pages/red-flags.txt"),
    ),
    (
        "disagreements",
        include_str!("../../routines/pages/disagreements.txt"),
    ),
    (
        "first-days",
        include_str!("../../routines/pages/first-days.txt"),
    ),
    (
        "heat-and-cold",
        include_str!("../../routines/pages/heat-and-cold.txt"),
    ),
    (
        "posture-and-lifting",
        include_str!("../../routines/pages/posture-and-lifting.txt"),
    ),
    (
        "sleeping",
        include_str!("../../routines/pages/sleeping.txt"),
    ),
    (
        "what-supple-cannot-know",
        include_str!("../../routines/pages/what-supple-cannot-know.txt"),
    ),
    (
        "why-no-hyperventilation",
        include_str!("../../routines/pages/why-no-hyperventilation.txt"),
    ),
];
