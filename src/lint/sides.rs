//! Sides in the words and sides in the steps.
//!
//! Which steps do one side each of the same exercise: "Left calf" and, as a step of its own,
//! "Right calf".
//!
//! Words that ask for both sides, and words that name one: "twice on each side", "Seitenwechsel",
//! "the left knee"; and words that turn the trunk, where no caution says so.

use std::ops::Range;

use hashbrown::HashSet;

use super::text::WordClass::{Alternating, Left, Other, Right, SameAgain, Then, *};
use super::text::{ENGLISH, Language, ReadText, WordKind, cut};
use super::{ReviewedRoutine, WrittenStep};
use crate::routine::place::{Finding, PlacePart, RoutinePlace};
use crate::routine::{Alternate, Side, Sides, Step};
use crate::timeline::Kind;

pub(super) fn compare_sides(
    routine: &ReviewedRoutine<'_>,
    halves: &Halves,
    found: &mut Vec<Finding>,
) {
    found.extend(routine.texts.iter().filter_map(|text| not_filled(text)));
    // The steps in which a side is written out: there nothing more is said of sides.
    let mut fixed = Vec::new();
    for (at, step) in routine.steps.iter().enumerate() {
        if !matches!(step.step, Step::Hold(_) | Step::Reps(_) | Step::Lie(_)) {
            continue;
        }
        let said = find_side_words(step);
        if step.has_side() {
            let wrong = fixed_side(step, &said);
            if wrong.is_some() {
                fixed.push(&*step.path);
            }
            found.extend(wrong.or_else(|| told_twice(step, &said)));
        } else {
            let other_half = halves.has_other(at);
            let named = || named_side(step, &said).filter(|_| !other_half);
            found.extend(each_side(step, &said, other_half).or_else(named));
        }
    }
    for (at, step) in routine.steps.iter().enumerate() {
        if !fixed.iter().any(|path| path.starts_with(&step.path)) {
            found.extend(never_said(&routine.steps[at..], routine.language));
        }
    }
}

/// What looks like a placeholder and is none.
fn not_filled(text: &ReadText<'_>) -> Option<Finding> {
    // All of them have one of these signs.
    if text.is_of_the_whole() || !text.says.contains(['[', '<', '(', '$', '%', '/']) {
        return None;
    }
    // Bytes keep their places in ASCII small letters.
    let lower = text.says.to_ascii_lowercase();
    let mut like = Language::of(ENGLISH).list(LikePlaceholder);
    let (at, like) = like.find_map(|like| Some((lower.find(like)?, like)))?;
    let words = &text.says[at..at + like.len()];
    let message = format!("`{words}` is shown as it stands here, whichever side it is");
    let help = "write `{side}` or `{other side}`, and `side: Each` in the step";
    Some(text.warning("side-not-filled", words, message).help(help))
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
    let place = match step.step {
        Step::Repeat(_) => step.place().then("side"),
        _ => text.place.clone(),
    };
    let (placeholder, filled) = (language.placeholder, language.filled);
    let told = "this is done on each side, and its words never say which side it is";
    Some(
        Finding::warning("side-never-said", place, told)
            .help(format!("write `{placeholder}` where the side belongs, like \"{filled}\"")),
    )
}

/// What some words say of sides.
#[derive(Clone, Copy, PartialEq)]
enum SideWord {
    /// They name one: "the left knee".
    Named,
    /// They ask for both: "twice on each side".
    OnEach,
    /// They say when the sides change: "then switch sides".
    Change,
}

/// Words of a step that speak of sides.
struct SaidSide<'s, 'r> {
    text: &'s ReadText<'r>,
    words: &'r str,
    what: SideWord,
}

/// All words of a step that speak of sides, in order.
fn find_side_words<'s, 'r>(step: &'s WrittenStep<'r>) -> Vec<SaidSide<'s, 'r>> {
    let mut said = Vec::new();
    for text in &step.texts {
        // The words of one side's own tempo are said on that side only.
        if matches!(text.place.keys.first(), Some(PlacePart::Field("left" | "right"))) {
            continue;
        }
        let mut found: Vec<(Range<usize>, SideWord)> = Vec::new();
        let mut at = 0;
        while at < text.tokens.len() {
            let on_each = counted_on_each(text, at).map(|tokens| (tokens, SideWord::OnEach));
            let change = || Some((change_of_sides(text, at, step.step)?, SideWord::Change));
            let turns = on_each.or_else(change);
            at = turns.as_ref().map_or(at + 1, |(tokens, _)| tokens.end.max(at + 1));
            found.extend(turns);
        }
        found.extend(find_named(text).map(|(_, tokens)| (tokens, SideWord::Named)));
        found.sort_by_key(|(tokens, _)| tokens.start);
        let told = |(tokens, what)| SaidSide { text, words: text.words(&tokens), what };
        said.extend(found.into_iter().map(told));
    }
    said
}

/// "`a`, `b` and `c`", each once, of many the first five.
fn quote_listed(said: &[&SaidSide<'_, '_>]) -> String {
    let mut known = HashSet::new();
    let words = said.iter().map(|said| said.words).filter(|words| known.insert(*words)).take(5);
    let mut quoted: Vec<String> = words.map(|word| format!("`{word}`")).collect();
    match quoted.pop() {
        Some(last) if !quoted.is_empty() => format!("{} and {last}", quoted.join(", ")),
        one => one.unwrap_or_default(),
    }
}

/// A warning about those words that speak of sides in some way; they stand between
/// the two halves of the message.
fn warn_of(said: &[SaidSide<'_, '_>], ways: &[SideWord], message: [&str; 2]) -> Option<Finding> {
    let said: Vec<_> = said.iter().filter(|said| ways.contains(&said.what)).collect();
    let first = said.first()?;
    let message = message.join(&quote_listed(&said));
    Some(first.text.warning("text-sides", first.words, message))
}

/// "Twice on each side", "then the other leg": and the step has no sides.
fn each_side(
    step: &WrittenStep<'_>,
    said: &[SaidSide<'_, '_>],
    other_half: bool,
) -> Option<Finding> {
    // A tempo may lead from one side to the other.
    let in_cues = |class| {
        let cue = Some(&PlacePart::Field("cue"));
        let mut cues = (step.texts.iter()).filter(|text| text.place.keys.last() == cue);
        cues.any(|text| text.says(class))
    };
    if in_cues(Left) && in_cues(Right) || in_cues(Other) || alternates(step) {
        return None;
    }
    said.iter().find(|said| said.what != SideWord::Named)?;
    // A side that is written out is wrong as well, once the step is done on both.
    let ways = [SideWord::OnEach, SideWord::Change, SideWord::Named];
    let ways = if other_half { &ways[..2] } else { &ways };
    let found = warn_of(said, ways, ["the words say ", ", and this step has no sides"])?;
    let help = match step.step {
        _ if other_half => {
            "another step does the other side: leave these words out, or, where each step is \
             meant for both sides, write `side: Each` in both"
        }
        Step::Lie(_) => "write it into a `Repeat(side: Each, steps: [..])`, or mend the words",
        _ => &format!(
            "write `side: Each`, and `{}` in the words instead of these, or mend the words",
            said.first()?.text.language.placeholder
        ),
    };
    Some(found.label("not what is played").help(help))
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
fn named_side(step: &WrittenStep<'_>, said: &[SaidSide<'_, '_>]) -> Option<Finding> {
    if matches!(step.step, Step::Lie(_)) || alternates(step) {
        return None;
    }
    let names = |class| step.texts.iter().any(|text| text.says(class));
    let both = names(Left) && names(Right);
    // "Look left, look right" is one repetition.
    if both && matches!(step.step, Step::Reps(_)) {
        return None;
    }
    let language = said.first()?.text.language;
    let placeholder = language.placeholder;
    let (told, help) = if both {
        let help = format!(
            "if this is one side's turn, write `side: Each`, with words like `{placeholder}` \
             instead of these; if both have their turn in it, say so, like \"{}\"",
            language.in_turn
        );
        ("the words name both sides, ", help)
    } else {
        let side = if names(Left) { "Left" } else { "Right" };
        let help = format!(
            "write `side: Each` and `{placeholder}` in the words, or `side: {side}` where it is \
             for one side only"
        );
        ("the words name a side, ", help)
    };
    let found = warn_of(said, &[SideWord::Named], [told, ", and this step has none"])?;
    Some(found.help(help))
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
fn fixed_side(step: &WrittenStep<'_>, said: &[SaidSide<'_, '_>]) -> Option<Finding> {
    let found = warn_of(said, &[SideWord::Named], ["the words say ", " on both sides"]);
    let found = found.filter(|_| is_on_both(step))?.label("wrong on one of them");
    let placeholder = said.first()?.text.language.placeholder;
    Some(found.help(format!("write words like `{placeholder}` instead of these")))
}

/// "Then switch sides" in a step that does so by itself, and says so on the last side too.
fn told_twice(step: &WrittenStep<'_>, said: &[SaidSide<'_, '_>]) -> Option<Finding> {
    let shared = step.step.shared();
    let in_turn = shared.is_some_and(|shared| *shared.alternate == Some(Alternate::Reps));
    // Where no side is said at all, `never_said` tells of both.
    let is_filled = step.texts.iter().any(|text| text.says.contains('{'));
    if in_turn || !is_filled || !is_on_both(step) {
        return None;
    }
    let told = ["the words say ", " on the last side as well"];
    let found = warn_of(said, &[SideWord::Change], told)?.label("nothing follows there");
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

/// Whether something is counted or timed near.
fn is_counted(text: &ReadText<'_>, mut near: Range<usize>) -> bool {
    near.any(|at| {
        let meaning = text.meaning(at);
        text.is_any(at, &[Times, Seconds, Minutes, Reps, Sets])
            || matches!(text.tokens[at].kind, WordKind::Number(_))
            || meaning.number.or(meaning.often).is_some()
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
fn change_of_sides(text: &ReadText<'_>, at: usize, step: &Step) -> Option<Range<usize>> {
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

// Turning the trunk without the caution about it.

/// How many words may lie between a turn and what is turned.
const NEAR: usize = 5;

pub(super) fn find_turn(routine: &ReviewedRoutine<'_>) -> Option<Finding> {
    let warned = routine.source.cautions.iter().any(|caution| {
        let text = ReadText::new(RoutinePlace::default(), caution, cut(caution), routine.language);
        caution == "twist" || text.says(Twist) || text.says(Turn)
    });
    let mut texts = routine.texts.iter().filter(|_| !warned);
    texts.find_map(|text| {
        if text.is_of_the_whole() && !text.is_field("title") {
            return None;
        }
        let mut all = 0..text.tokens.len();
        let turned = all.find_map(|at| turn(text, at).or_else(|| knees_aside(text, at)))?;
        let words = text.words(&turned);
        let message = format!("`{words}` turns the trunk, and no caution of this routine says so");
        let found = text.warning("twist-caution", words, message);
        let found = found.label("not in the first six weeks after a spasm");
        Some(found.help("add the shared caution: `cautions: [\"twist\"]`"))
    })
}

/// Whether the words before a turn forbid it, back to a comma.
fn is_denied(text: &ReadText<'_>, before: Range<usize>) -> bool {
    let before = before.rev().take_while(|&at| text.word(at) != ",");
    before.into_iter().any(|at| text.is(at, Not))
}

/// Whether a side stands within some tokens: where.
fn find_side(text: &ReadText<'_>, mut within: Range<usize>) -> Option<usize> {
    within.find(|&at| text.is(at, OneSide) || text.tokens[at].kind == WordKind::Hole)
}

/// "Let both knees sink to one side", which turns the trunk below the ribs.
fn knees_aside(text: &ReadText<'_>, at: usize) -> Option<Range<usize>> {
    let sentence = text.sentence(at);
    let near = sentence.start.max(at.saturating_sub(NEAR))..sentence.end.min(at + 1 + NEAR);
    let has = |class| text.has(near.clone(), class);
    let both = text.is(at, Knees) && has(Fall) && !has(Apart);
    if !both || is_denied(text, sentence.start..at) {
        return None;
    }
    let toward = text.first(at + 1..near.end, Toward)?;
    let side = find_side(text, toward + 1..sentence.end.min(toward + 4))?;
    Some(at..side + 1)
}

/// The tokens of a turn of the trunk that begins at one.
fn turn(text: &ReadText<'_>, at: usize) -> Option<Range<usize>> {
    let exercise = text.phrase(at, TurningExercise);
    let may_be = exercise.is_some() || text.is_any(at, &[Twist, Turn]);
    let Range { start, end } = text.sentence(at);
    let ahead = |many: usize| at + 1..end.min(at + 1 + many);
    let back = |many: usize| start.max(at.saturating_sub(many))..at;
    // "Don't let the trunk twist or rotate".
    if !may_be || text.tokens[at].kind != WordKind::Word || is_denied(text, start..at) {
        return None;
    }
    if let Some(end) = exercise {
        return Some(at..end);
    }
    if text.is(at, Twist) {
        let has = |class| text.has(ahead(NEAR), class) || text.has(back(3), class);
        return (has(Trunk) || !has(NotTrunk)).then_some(at..at + 1);
    }
    if !text.is(at, Turn) || text.is(at + 1, TurnOver) {
        return None;
    }
    // "Turn the whole body to the left", not "onto the left side".
    let body = text.first(ahead(4), Body);
    if let Some(body) = body
        && text.is(body + 1, Toward)
        && !text.is(body + 1, TurnOver)
        && find_side(text, body..end.min(body + 4)).is_some()
        && text.is_plain(at + 1..body)
        && !text.has(at + 1..body, NotTrunk)
    {
        return Some(at..body + 1);
    }
    // "Lift the chest and turn the head" turns the head.
    let object = ahead(3).find(|&at| text.is(at, NotTrunk) || text.is_mark(at));
    let other_object = object.is_some_and(|at| !text.is_mark(at));
    // "Turn from the ribs", "the chest turns", "den Oberkörper drehen".
    let before = || text.first(back(4), Trunk).filter(|_| !other_object);
    let trunk = text.first(ahead(NEAR), Trunk).or_else(before)?;
    let (first, last) = (at.min(trunk), at.max(trunk));
    // A comma between them keeps them apart: "turn the palms, chest open".
    let comma = (first..last).any(|at| text.word(at) == ",");
    (!comma).then_some(first..last + 1)
}
