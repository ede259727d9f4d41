//! What is offered today: the rows, why each of them is there, and in more words.

pub const TODAY: &str = "Today";
pub const WHY_THIS: &str = "why this?";

pub const SEE_A_DOCTOR: &str = "When to see a doctor";
pub const HOW_IS_IT: &str = "How is it today?";
pub const ENOUGH: &str = "Enough for today";
pub const ALL_FOR_TODAY: &str = "That is all for today";
pub const ENOUGH_FOR_NOW: &str = "That is enough for now";

pub use super::often::NONE_TODAY as NONE_YET;

pub const FIRST_OF_ALL: &str = "the first thing to do";
pub const FIRST_STEPS: &str = "from the first day on, if you can";

sentences! {
    broke_off(at): "broken off at {at}"
    since(at): "nothing since {at}"
    done_today(times): "{times} done today"
    easier(than): "instead of {than}, which hurt"
    habit(days): "done on {days} of the last 14 days"
    hurt(sessions): "{sessions} of today hurt"
    next(title, at): "next: {title}, {at}"
    from(at): "from {at}"
}

pub const OPEN: &str = "open now";

/// `twice today`, `once yesterday`.
pub fn so_often(times: u32, day: &str) -> String {
    match times {
        0 => NONE_YET.to_owned(),
        times => format!("{} {day}", super::times(times)),
    }
}

/// The numbers before and after each.
pub fn left_it_worse(numbers: impl Iterator<Item = (u8, u8)>) -> String {
    let numbers: Vec<String> =
        numbers.map(|(before, after)| format!("{before} → {after}")).collect();
    let colon = if numbers.is_empty() { "" } else { ": " };
    format!("the last two left it worse{colon}{}", numbers.join(", "))
}

pub const REST: &str = "a rest";
pub const CALL: &str = "above mild for 15 minutes: call today";
pub const EASING_OR_NOT: &str = "easing, the same, or worse";
pub const SAID_WORSE: &str = "you said that it is worse";

pub const NOT_EASED: &str = "it has not begun to ease";

pub fn look_at_it(weeks: i64) -> String {
    let weeks = match weeks {
        2 => "Two".to_owned(),
        3 => "Three".to_owned(),
        weeks => weeks.to_string(),
    };
    format!("{weeks} weeks: have it looked at")
}

pub const TOMORROW: &str = "tomorrow";

// Why a row is there, in sentences: each names its source, or says that it is our choice.
pub const WHY_RESUME: &str = "What broke off today comes first: our choice.";
pub const WHY_ASKED: &str = "It was asked of you, so it comes before what supple brings along.";
pub const WHY_SUITS: &str = "It suits how your back is and this time of day: our choice among what \
     its sources allow; they are on its page, key i.";
pub const WHY_QUIET: &str = "In the first days: short rests, breathing, warmth or cold, a few steps. \
     So say Healthwise and the articles that supple rests on. Stretches come after day 3, and only \
     once you have said that it eases.";
pub const WHY_EASIER: &str =
    "What hurt is left for that day, and its easier one offered: our choice.";
pub const WHY_HABIT: &str = "You do it often, by your history on this machine: our choice.";
pub const WHY_PACK: &str = "At least two hours lie between two (Hong Kong Department of Health), and \
     three of warmth or four of cold are enough for a day (Midlands Partnership NHS; a reprint of \
     Mayo Clinic).";
pub const WHY_REST: &str = "After two that left it worse, or two that hurt, supple offers rest for \
     that day: our choice. Tomorrow it looks anew. Nothing is locked.";
pub const WHY_CALL: &str = "Pain that has been above mild for 15 minutes is a matter for a doctor: \
     so says “Why is the middle of my back spasming?”";
pub const WHY_WEEKS: &str = "No better after two weeks: NHS Inform says to have it looked at.";
pub const WHY_WORSE: &str = "You said that it is worse. Some signs are a matter for today.";
pub const WHY_HOW: &str =
    "The calendar alone opens nothing: what is offered follows from what you say.";
pub const WHY_END: &str = "A day can be enough. Nothing is locked: the list is below.";
pub const NOT_LATELY: &str = "Not done lately.";
pub const NOTHING_HURT: &str = "Nothing hurt in it lately.";

sentences! {
    last_done(at): "Last done {at}."
    hurt_lately(day): "Something in it hurt on {day}."
    your_back(words): "Your back: {words}."
}
