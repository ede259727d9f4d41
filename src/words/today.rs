//! What is offered today: the rows, why each of them is there, and in more words.

sentences! {
    TODAY: "Today"
    WHY_THIS: "why this?"

    SEE_A_DOCTOR: "When to see a doctor"
    HOW_IS_IT: "How is it today?"
    ENOUGH: "Enough for today"
    ALL_FOR_TODAY: "That is all for today"
    ENOUGH_FOR_NOW: "That is enough for now"

    FIRST_OF_ALL: "the first thing to do"
    FIRST_STEPS: "from the first day on, if you can"

    broke_off(at): "broken off at {at}"
    since(at): "nothing since {at}"
    done_today(times): "{times} done today"
    easier(than): "instead of {than}, which hurt"
    habit(days): "done on {days} of the last 14 days"
    hurt(sessions): "{sessions} of today hurt"
    next(title, at): "next: {title}, {at}"
    from(at): "from {at}"

    OPEN: "open now"

    REST: "a rest"
    CALL: "above mild for 15 minutes: call today"
    EASING_OR_NOT: "easing, the same, or worse"
    SAID_WORSE: "you said that it is worse"

    NOT_EASED: "it has not begun to ease"

    TOMORROW: "tomorrow"

    // Why a row is there, in sentences: each names its source, or says that it is our choice.
    WHY_RESUME: "What broke off today comes first: our choice."
    WHY_ASKED: "It was asked of you, so it comes before what supple brings along."
    WHY_SUITS: "It suits how your back is and this time of day: our choice among what its sources \
        allow; they are on its page, key i."
    WHY_QUIET: "In the first days: short rests, breathing, warmth or cold, a few steps. So say \
        Healthwise and the articles that supple rests on. Stretches come after day 3, and only \
        once you have said that it eases."
    WHY_EASIER: "What hurt is left for that day, and its easier one offered: our choice."
    WHY_HABIT: "You do it often, by your history on this machine: our choice."
    WHY_PACK: "At least two hours lie between two (Hong Kong Department of Health), and three of \
        warmth or four of cold are enough for a day (Midlands Partnership NHS; a reprint of Mayo \
        Clinic)."
    WHY_REST: "After two that left it worse, or two that hurt, supple offers rest for that day: \
        our choice. Tomorrow it looks anew. Nothing is locked."
    WHY_CALL: "Pain that has been above mild for 15 minutes is a matter for a doctor: so says “Why \
        is the middle of my back spasming?”"
    WHY_WEEKS: "No better after two weeks: NHS Inform says to have it looked at."
    WHY_WORSE: "You said that it is worse. Some signs are a matter for today."
    WHY_HOW: "The calendar alone opens nothing: what is offered follows from what you say."
    WHY_END: "A day can be enough. Nothing is locked: the list is below."
    NOT_LATELY: "Not done lately."
    NOTHING_HURT: "Nothing hurt in it lately."

    last_done(at): "Last done {at}."
    hurt_lately(day): "Something in it hurt on {day}."
    your_back(words): "Your back: {words}."
}

pub use super::often::NONE_TODAY as NONE_YET;

/// `twice today`, `once yesterday`.
pub fn so_often(times: u32, day: &str) -> String {
    if times == 0 { NONE_YET.to_owned() } else { format!("{} {day}", super::times(times)) }
}

/// The numbers before and after each.
pub fn left_it_worse(numbers: impl Iterator<Item = (u8, u8)>) -> String {
    let numbers: Vec<String> =
        numbers.map(|(before, after)| format!("{before} → {after}")).collect();
    let colon = if numbers.is_empty() { "" } else { ": " };
    format!("the last two left it worse{colon}{}", numbers.join(", "))
}

pub fn look_at_it(weeks: i64) -> String {
    let weeks = match weeks {
        2 => "Two".to_owned(),
        3 => "Three".to_owned(),
        weeks => weeks.to_string(),
    };
    format!("{weeks} weeks: have it looked at")
}
