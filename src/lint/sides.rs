//! Sides in the words and sides in the steps.
//!
//! Which steps do one side each of the same exercise: "Left calf" and, as a step of its own,
//! "Right calf".
//!
//! Words that ask for both sides, and words that name one: "twice on each side", "Seitenwechsel",
//! "the left knee".

use std::collections::HashSet;
use std::ops::Range;

use super::text::WordClass::{Alternating, Left, Other, Right, SameAgain, Then, *};
use super::text::{ENGLISH, Language, ReadText, WordKind};
use super::{ReviewedRoutine, WrittenStep};
use crate::routine::place::{Finding, PlacePart};
use crate::routine::{Alternate, Side, Sides, Step};
use crate::timeline::Kind;
use crate::timeline::placeholders::fill;

pub(super) fn compare_sides(
    routine: &ReviewedRoutine<'_>,
    halves: &Halves,
    found: &mut Vec<Finding>,
) {
    for text in &routine.texts {
        not_filled(text, found);
        found.extend(filled_with_english(routine, text));
    }
    // The steps in which a side is written out: there nothing more is said of sides.
    let mut fixed = Vec::new();
    for (at, step) in routine.steps.iter().enumerate() {
        if !matches!(step.step, Step::Hold(_) | Step::Reps(_) | Step::Lie(_)) {
            continue;
        }
        if step.has_side() {
            let wrong = fixed_side(step);
            if wrong.is_some() {
                fixed.push(&*step.path);
            }
            found.extend(wrong.or_else(|| told_twice(step)));
        } else {
            let other_half = halves.has_other(at);
            let named = || named_side(step).filter(|_| !other_half);
            found.extend(each_side(step, other_half).or_else(named));
        }
    }
    for (at, step) in routine.steps.iter().enumerate() {
        if !fixed.iter().any(|path| path.starts_with(&step.path)) {
            found.extend(never_said(&routine.steps[at..], routine.language));
        }
    }
}

/// What looks like a placeholder and is none, and one that says the same for both sides.
fn not_filled(text: &ReadText<'_>, found: &mut Vec<Finding>) {
    if text.is_of_the_whole() || text.place.keys.is_empty() {
        return;
    }
    // Bytes keep their places in ASCII small letters.
    let lower = text.says.to_ascii_lowercase();
    let mut like = Language::of(ENGLISH)[LikePlaceholder].iter();
    if let Some((at, like)) = like.find_map(|like| Some((lower.find(like)?, like))) {
        let words = &text.says[at..at + like.len()];
        let message = format!("`{words}` is shown as it stands here, whichever side it is");
        let help = "write `{side}` or `{other side}`, and `side: Each` in the step";
        found.push(text.warning("side-not-filled", words, message).help(help));
    }
    for after in text.says.split('{').skip(1) {
        if let Some((inside, _)) = after.split_once('}')
            && let Some((right, left)) = inside.split_once('|')
            && right.trim() == left.trim()
        {
            let words = format!("{{{inside}}}");
            let message = format!("`{words}` says the same for both sides");
            let help = "write first what is said on the right, then what is said on the left";
            found.push(text.warning("side-not-filled", &words, message).help(help));
        }
    }
}

/// "Amène le left genou": `{side}` is filled with English words where no others are known.
fn filled_with_english(routine: &ReviewedRoutine<'_>, text: &ReadText<'_>) -> Option<Finding> {
    let code = routine.source.language.as_deref()?;
    let english = ["{side}", "{Side}", "{other side}", "{Other side}"];
    let placeholder = english.into_iter().find(|one| text.says.contains(one))?;
    let knows_words = fill("{side}", Some(Side::Left), Some(code)) != Side::Left.word();
    if text.is_of_the_whole() || code.starts_with(ENGLISH) || knows_words {
        return None;
    }
    let message = format!("`{placeholder}` becomes an English word, and the language is `{code}`");
    let found = text.warning("side-not-filled", placeholder, message);
    Some(found.help(format!(
        "write what is said on the right, then what is said on the left, like `{}`",
        routine.language.placeholder
    )))
}

/// It is done on each side, and its words never tell which. `steps` begin with the step, and those
/// inside it follow.
fn never_said(steps: &[WrittenStep<'_>], language: &Language) -> Option<Finding> {
    let step = steps.first().filter(|step| step.sides() == Some(Sides::Each))?;
    let within = || steps.iter().take_while(|one| one.path.starts_with(&step.path));
    let mut texts = within().flat_map(|one| &one.texts);
    // Of an included routine the words are not known here.
    if within().any(|one| matches!(one.step, Step::Include(_)))
        || texts.clone().any(|text| text.says.contains('{'))
    {
        return None;
    }
    let fields = ["text", "start", "say"];
    let text = texts.find(|text| fields.iter().any(|field| text.is_field(field)))?;
    let (place, switch) = match step.step {
        Step::Repeat(_) => (step.place().then("side"), None),
        _ => (text.place.clone(), find_in_words(step, find_turns_over)),
    };
    let instead = switch.map_or(String::new(), |(_, words)| {
        let words = quote_listed(&words);
        format!(", and leave out {words}: the program says when the sides change")
    });
    let (placeholder, filled) = (language.placeholder, language.filled);
    let told = "this is done on each side, and its words never say which side it is";
    Some(
        Finding::warning("side-never-said", place, told).help(format!(
            "write `{placeholder}` where the side belongs, like \"{filled}\"{instead}"
        )),
    )
}

/// The words of a step that a rule finds: the text that holds the first of them, and all, each
/// once.
fn find_in_words<'s, 'r>(
    step: &'s WrittenStep<'r>,
    rule: impl Fn(&ReadText<'r>, &Step) -> Vec<Range<usize>>,
) -> Option<(&'s ReadText<'r>, Vec<&'r str>)> {
    let mut first = None;
    let mut all: Vec<&str> = Vec::new();
    for text in &step.texts {
        // The words of one side's own tempo are said on that side only.
        if matches!(text.place.keys.first(), Some(PlacePart::Field("left" | "right"))) {
            continue;
        }
        for tokens in rule(text, step.step) {
            let words = text.words(&tokens);
            if !all.contains(&words) {
                all.push(words);
            }
            first.get_or_insert(&**text);
        }
    }
    Some((first?, all))
}

/// "`a`, `b` and `c`", of many the first five.
fn quote_listed(words: &[&str]) -> String {
    let words = words.iter().take(5);
    let mut quoted: Vec<String> = words.map(|word| format!("`{word}`")).collect();
    match quoted.pop() {
        Some(last) if !quoted.is_empty() => format!("{} and {last}", quoted.join(", ")),
        one => one.unwrap_or_default(),
    }
}

/// A warning about sides whose message begins "the words say ..".
fn warn_of_words((text, words): (&ReadText<'_>, Vec<&str>), told: &str) -> Finding {
    let first = words.first().copied().unwrap_or_default();
    let message = format!("the words say {}{told}", quote_listed(&words));
    text.warning("text-sides", first, message)
}

/// "Twice on each side", "then the other leg": and the step has no sides.
fn each_side(step: &WrittenStep<'_>, other_half: bool) -> Option<Finding> {
    // A tempo may lead from one side to the other.
    let in_cues = |class| {
        let cue = Some(&PlacePart::Field("cue"));
        let mut cues = (step.texts.iter()).filter(|text| text.place.keys.last() == cue);
        cues.any(|text| text.says(class))
    };
    if in_cues(Left) && in_cues(Right) || in_cues(Other) || alternates(step) {
        return None;
    }
    find_in_words(step, find_turns)?;
    // A side that is written out is wrong as well, once the step is done on both.
    let wrong = find_in_words(step, |text, step| {
        let mut all = find_turns(text, step);
        all.extend(named_tokens(text).filter(|_| !other_half));
        all.sort_by_key(|tokens| tokens.start);
        all
    })?;
    let placeholder = wrong.0.language.placeholder;
    let help = match step.step {
        _ if other_half => {
            "another step does the other side: leave these words out, or, where each step is \
             meant for both sides, write `side: Each` in both"
        }
        Step::Lie(_) => "write it into a `Repeat(side: Each, steps: [..])`, or mend the words",
        _ => &format!(
            "write `side: Each`, and `{placeholder}` in the words instead of these, or mend the \
             words"
        ),
    };
    let found = warn_of_words(wrong, ", and this step has no sides");
    Some(found.label("not what is played").help(help))
}

fn named_tokens(text: &ReadText<'_>) -> impl Iterator<Item = Range<usize>> {
    find_named(text).map(|(_, tokens)| tokens)
}

/// Both sides have their turns in one playing: "alternating legs".
fn alternates(step: &WrittenStep<'_>) -> bool {
    step.texts.iter().any(|text| {
        let mut tokens = 0..text.tokens.len();
        tokens.clone().any(|at| text.phrase(at, Alternating).is_some())
            && !tokens.any(|at| turns_within(text, at, step.step).is_some())
    })
}

/// "Bend the left knee" in a step without sides, and nothing is done with the right.
fn named_side(step: &WrittenStep<'_>) -> Option<Finding> {
    if matches!(step.step, Step::Lie(_)) || alternates(step) {
        return None;
    }
    let (text, words) = find_in_words(step, |text, _| named_tokens(text).collect())?;
    let names = |class| step.texts.iter().any(|text| text.says(class));
    let both = names(Left) && names(Right);
    // "Look left, look right" is one repetition.
    if both && matches!(step.step, Step::Reps(_)) {
        return None;
    }
    let placeholder = text.language.placeholder;
    let (told, help) = if both {
        let help = format!(
            "if this is one side's turn, write `side: Each`, with words like `{placeholder}` \
             instead of these; if both have their turn in it, say so, like \"{}\"",
            text.language.in_turn
        );
        ("both sides", help)
    } else {
        let side = if names(Left) { "Left" } else { "Right" };
        let help = format!(
            "write `side: Each` and `{placeholder}` in the words, or `side: {side}` where it is \
             for one side only"
        );
        ("a side", help)
    };
    let listed = quote_listed(&words);
    let message = format!("the words name {told}, {listed}, and this step has none");
    Some(text.warning("text-sides", words.first()?, message).help(help))
}

/// Whether a step is played on the left and on the right.
fn is_on_both(step: &WrittenStep<'_>) -> bool {
    let on = |side: Side| {
        let mut phases = step.phases.iter();
        phases.any(|phase| phase.kind != Kind::Ready && phase.side == Some(side))
    };
    on(Side::Left) && on(Side::Right)
}

/// "Bend the left knee" in a step that is done on both sides.
fn fixed_side(step: &WrittenStep<'_>) -> Option<Finding> {
    let wrong = find_in_words(step, |text, _| named_tokens(text).collect());
    let wrong = wrong.filter(|_| is_on_both(step))?;
    let placeholder = wrong.0.language.placeholder;
    let found = warn_of_words(wrong, " on both sides").label("wrong on one of them");
    Some(found.help(format!("write words like `{placeholder}` instead of these")))
}

/// "Then switch sides" in a step that does so by itself, and says so on the last side too.
fn told_twice(step: &WrittenStep<'_>) -> Option<Finding> {
    let shared = step.step.shared();
    let in_turn = shared.is_some_and(|shared| shared.alternate == Some(Alternate::Reps));
    // Where no side is said at all, `never_said` tells of both.
    let said = step.texts.iter().any(|text| text.says.contains('{'));
    if in_turn || !said || !is_on_both(step) {
        return None;
    }
    let found = warn_of_words(find_in_words(step, find_turns_over)?, " on the last side as well");
    let found = found.label("nothing follows there");
    Some(found.help("leave these words out: the program says when the sides change"))
}

/// So much of their words at least two halves share, the sides left out.
const ALIKE: f64 = 0.7;

pub(in crate::lint) struct Halves {
    /// The places, among all steps, of those that have another half.
    paired: HashSet<usize>,
}

struct Half<'r> {
    at: usize,
    side: Side,
    /// All its words but those of sides.
    words: HashSet<&'r str>,
    /// "Now the left leg", "the same, left": what it repeats stands in the step before.
    again: bool,
}

impl Halves {
    pub fn find(routine: &ReviewedRoutine<'_>) -> Halves {
        let steps = &routine.steps;
        let halves = steps.iter().enumerate();
        let all: Vec<Half<'_>> = halves.filter_map(|(at, step)| read_half(at, step)).collect();
        let mut paired = HashSet::new();
        let mut pair = |fits: &dyn Fn(&Half<'_>, &Half<'_>) -> bool| {
            for (first, half) in all.iter().enumerate() {
                let other = all[first + 1..].iter().take(64).find(|other| {
                    let kind = |half: &Half<'_>| std::mem::discriminant(steps[half.at].step);
                    let open = !paired.contains(&half.at) && !paired.contains(&other.at);
                    let opposite = half.side != other.side && kind(half) == kind(other);
                    open && opposite && fits(half, other)
                });
                paired.extend(other.into_iter().flat_map(|other| [half.at, other.at]));
            }
        };
        pair(&|half, other| {
            let shared = half.words.intersection(&other.words).count();
            shared as f64 >= ALIKE * half.words.len().max(other.words.len()) as f64
        });
        pair(&|half, other| {
            let between = &steps[half.at + 1..other.at];
            other.again && !between.iter().any(WrittenStep::is_exercise)
        });
        Halves { paired }
    }

    /// Whether another step does the other side of this one.
    pub fn has_other(&self, at: usize) -> bool {
        self.paired.contains(&at)
    }
}

/// A step that does one side, by its own word or by those of its texts.
fn read_half<'s>(at: usize, step: &'s WrittenStep<'_>) -> Option<Half<'s>> {
    if !step.is_exercise() && !matches!(step.step, Step::Lie(_)) {
        return None;
    }
    let side = match step.sides() {
        Some(Sides::Left) => Side::Left,
        Some(Sides::Right) => Side::Right,
        None if !step.has_side() => step.texts.iter().find_map(|text| find_named(text).next())?.0,
        _ => return None,
    };
    let mut half = Half { at, side, words: HashSet::new(), again: false };
    for text in &step.texts {
        for (at, token) in text.tokens.iter().enumerate() {
            half.again |= text.is_any(at, &[SameAgain, Then, Other]);
            if token.kind == WordKind::Word && !text.is_any(at, &[Left, Right]) {
                half.words.insert(&token.text);
            }
        }
    }
    Some(half)
}

/// Tokens of words that ask for both sides.
fn find_turns(text: &ReadText<'_>, step: &Step) -> Vec<Range<usize>> {
    find_each(text, |at| counted_on_each(text, at).or_else(|| turn_over(text, at, step)))
}

/// Those among them that say when the sides change: "then switch sides".
fn find_turns_over(text: &ReadText<'_>, step: &Step) -> Vec<Range<usize>> {
    find_each(text, |at| turn_over(text, at, step))
}

fn find_each(
    text: &ReadText<'_>,
    rule: impl Fn(usize) -> Option<Range<usize>>,
) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut at = 0;
    while at < text.tokens.len() {
        let found = rule(at);
        at = found.as_ref().map_or(at + 1, |tokens| tokens.end.max(at + 1));
        all.extend(found);
    }
    all
}

/// Whether something is counted or timed near.
fn is_counted(text: &ReadText<'_>, mut near: Range<usize>) -> bool {
    near.any(|at| {
        let word = text.word(at);
        text.is_any(at, &[Times, Seconds, Minutes, Reps, Sets])
            || matches!(text.tokens[at].kind, WordKind::Number(_))
            || text.language.numbers.contains_key(word)
            || text.language.often.contains_key(word)
    })
}

/// "Twice on each side", "10 seconds per leg", "je Seite 4 Wdh.", "repeat on both sides".
fn counted_on_each(text: &ReadText<'_>, at: usize) -> Option<Range<usize>> {
    if let Some(end) = text.phrase(at, EachSide) {
        return Some(at..end);
    }
    let sentence = text.sentence(at);
    let ahead = |at: usize, end: usize| at..end.min(sentence.end);
    // "Rechts und links je 10-mal".
    let left_and_right = |at: usize| {
        let near = ahead(at, at + 4);
        text.has(near.clone(), Left) && text.has(near, Right)
    };
    let each = text.is(at, Each);
    if each && sentence.clone().any(left_and_right) && is_counted(text, ahead(at + 1, at + 3)) {
        return Some(ahead(at, at + 3));
    }
    let each = each && text.is(at + 1, Limbs);
    let both = text.is(at, Both) && text.is(at + 1, Sides);
    if !(each || both) || text.is(at + 2, Of) {
        return None;
    }
    let behind = ahead(at + 2, at + 5);
    let counted = is_counted(text, at.saturating_sub(4).max(sentence.start)..at)
        || is_counted(text, behind.clone());
    let again = text.has(sentence.start..at, SameAgain) || text.has(behind, SameAgain);
    (counted || again).then_some(at..at + 2)
}

/// "Switch sides", "Seite wechseln", "Seitenwechsel", "repeat with the other arm".
fn turn_over(text: &ReadText<'_>, at: usize, step: &Step) -> Option<Range<usize>> {
    let alone = text.phrase(at, ChangeSides);
    if let Some(end) = alone.or_else(|| turns_within(text, at, step)) {
        return Some(at..end);
    }
    let sentence = text.sentence(at);
    let plainly = |many: usize, class| {
        let near = at + 1..(at + 1 + many).min(sentence.end);
        let found = text.first(near, class);
        found.filter(|found| text.is_plain(at + 1..*found))
    };
    let limb = || plainly(4, BothLimbs).filter(|_| text.is(at, Change));
    let limb_before = text.language.limbs_before_change && text.is(at, BothLimbs);
    let change = || plainly(3, Change).filter(|_| limb_before);
    if let Some(last) = limb().or_else(change) {
        return Some(at..last + 1);
    }
    let other = text.is(at, Other) && text.is(at + 1, Limbs);
    let end = if other { at + 2 } else { text.phrase(at, OtherSide)? };
    let hold = matches!(step, Step::Hold(_) | Step::Lie(_));
    let leads = |at: usize| text.is_any(at, &[SameAgain, Change]) || hold && text.is(at, Then);
    let mut before = at.saturating_sub(6).max(sentence.start)..at;
    if let Some(first) = before.find(|&at| leads(at)) {
        return Some(first..end);
    }
    // "Mit dem anderen Arm wiederholen".
    let last = text.first(end..(end + 4).min(sentence.end), SameAgain)?;
    Some(at..last + 1)
}

/// "Alternate sides", "Seiten abwechseln" in a step that is held once, and so has no turns to take:
/// the token behind it.
fn turns_within(text: &ReadText<'_>, at: usize, step: &Step) -> Option<usize> {
    let Step::Hold(hold) = step else {
        return None;
    };
    let end = match text.phrase(at, Alternating) {
        Some(end) => text.is(end, Sides).then_some(end + 1),
        None => text.phrase(at + 1, Alternating).filter(|_| text.is(at, Sides)),
    };
    end.filter(|_| hold.times.is_none_or(|times| times.most == 1))
}

/// The sides that are named in words: which, and its tokens.
fn find_named(text: &ReadText<'_>) -> impl Iterator<Item = (Side, Range<usize>)> {
    let tokens = text.tokens.len();
    let before = |at: usize| at.checked_sub(1);
    // "left/right" is for `not_filled`.
    let in_choice = move |at: usize| {
        text.word(at + 1) == "/" || before(at).is_some_and(|before| text.word(before) == "/")
    };
    let side_at = move |at: usize| {
        let side = if text.is(at, Left) {
            Side::Left
        } else {
            text.is(at, Right).then_some(Side::Right)?
        };
        if text.is(at + 1, Limbs) {
            return Some((side, at..at + 2));
        }
        let article = before(at).is_some_and(|before| text.is(before, SideArticle));
        let ends = at + 1 == tokens || text.is_mark(at + 1);
        let bare = text.is(at, BareSides);
        let alone = article && bare || ends && (article || bare);
        alone.then(|| (side, at - usize::from(article)..at + 1))
    };
    (0..tokens).filter(move |at| !in_choice(*at)).filter_map(side_at)
}
