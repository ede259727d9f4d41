//! The state of the full screen -> what the views are given.
//!
//! It chooses words and keys, and changes nothing. How a screen looks is for `view`.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::full::{Full, NOT_AWAKE, Over, Question};
use super::play::Play;
use crate::back::for_later;
use crate::cue::Bell;
use crate::keys::{self, Action, Place, TABLE};
use crate::library::{self, Entry, Library, Origin, RED_FLAGS};
use crate::problem::{Look, human};
use crate::routine::{Position, Routine, Source, Stage};
use crate::seconds::{Moment, whole_seconds_up};
use crate::session::{Ending, Mood, Status};
use crate::timeline::{Agent, Kind, Timeline, plan};
use crate::view::page::Block;
use crate::view::pick::{Group, Mark, Preview, Row, Said};
use crate::view::{Hint, ask, before, finish, help, page, pick, session};

/// The shelf that the pages stand on.
pub(crate) const PAGES: &str = "To read";

/// Puts the present screen into a buffer.
pub(super) fn render(full: &Full, now: Moment, area: Rect, buffer: &mut Buffer) {
    let theme = full.world.theme;
    match (full.over.last(), &full.play) {
        (Some(Over::Help { scroll }), _) => with_help(*scroll, |screen| {
            help::render(screen, theme, area, buffer);
        }),
        (Some(Over::Ask { question, selected }), _) => {
            with_question(full, *question, *selected, |screen| {
                ask::render(screen, theme, area, buffer);
            })
        }
        (Some(over), _) => with_page(full, over, |screen| {
            page::render(screen, theme, area, buffer);
        }),
        (None, Some(play)) if play.is_over() => with_finish(full, play, now, |screen| {
            finish::render(screen, theme, area, buffer);
        }),
        (None, Some(play)) if play.is_before(now) => with_before(full, play, now, |screen| {
            before::render(screen, theme, area, buffer);
        }),
        (None, Some(play)) => with_session(full, play, now, |screen| {
            session::render(screen, theme, area, buffer);
        }),
        (None, None) => with_list(full, now, |screen| {
            pick::render(screen, theme, area, buffer);
        }),
    }
}

/// How far what is shown can be scrolled.
pub(super) fn most_scroll(full: &Full, now: Moment) -> u16 {
    let mut most = 0;
    match full.over.last() {
        None if full.play.is_none() => {
            with_list(full, now, |screen| {
                most = pick::most_scroll(screen, full.area)
            });
        }
        None => {}
        Some(Over::Help { scroll }) => {
            with_help(*scroll, |screen| {
                most = help::most_scroll(screen, full.area)
            });
        }
        Some(over) => with_page(full, over, |screen| {
            most = page::most_scroll(screen, full.area)
        }),
    }
    most
}

/// The row of the list at a place on the screen.
pub(super) fn hit(full: &Full, now: Moment, column: u16, row: u16) -> Option<usize> {
    let mut hit = None;
    with_list(full, now, |screen| {
        hit = pick::hit(full.area, screen, column, row)
    });
    hit
}

/// Until anything on the screen changes by itself.
pub(super) fn next_change(full: &Full, now: Moment) -> Option<Duration> {
    let play = full.play.as_ref().filter(|play| !play.is_over())?;
    if play.is_before(now) {
        let status = play.session.status(now);
        let runs = status.mood != Mood::Begin;
        return status.left.filter(|_| runs).map(to_next_second);
    }
    let mut next = None;
    with_session(full, play, now, |screen| {
        next = session::next_change(screen, full.area)
    });
    next
}

/// Until a countdown that is rounded up shows one less.
fn to_next_second(left: Duration) -> Duration {
    left.saturating_sub(Duration::from_secs(
        whole_seconds_up(left).saturating_sub(1),
    ))
}

/// A key of the table as a hint: what is printed on it, and what it does here.
pub(super) fn hint(
    place: Place,
    action: Action,
    label: &'static str,
    weight: u8,
) -> (String, String, u8) {
    let binding = keys::binding(place, action);
    let key = binding.and_then(|binding| binding.keys.first());
    let key = key.map_or(String::new(), |key| key.label());
    let label = match label {
        "" => binding.map_or("", |binding| binding.short),
        _ => label,
    };
    (key, label.to_owned(), weight)
}

pub(super) fn hints(all: &[(String, String, u8)]) -> Vec<Hint<'_>> {
    all.iter()
        .map(|(key, label, weight)| Hint {
            key,
            label,
            weight: *weight,
        })
        .collect()
}

fn with_session(full: &Full, play: &Play, now: Moment, see: impl FnOnce(&session::Screen<'_>)) {
    let status = play.session.status(now);
    let mut keys = session_keys(&status);
    if play.just_hurt && play.easier(now).is_some() {
        keys.insert(0, hint(Place::Session, Action::Easier, "", 8));
    }
    let clock = |moment: Option<Moment>| moment.map(|moment| play.wall(moment));
    let pack = status.pack_on;
    let on_since = clock(pack.map(|pack| pack.since));
    let off_by = clock(pack.map(|pack| pack.off_by.min(pack.since + end_of(&status))));
    let bell_at = clock(
        pack.filter(|_| status.mood == Mood::Running)
            .and_then(|pack| {
                let length = status.length.filter(|length| length.is_range())?;
                Some(pack.since + length.least)
            }),
    );
    let paused_since = match status.mood {
        Mood::Paused { for_so_long } => clock(Some(now - for_so_long)),
        _ => None,
    };
    let easier = play.easier(now).filter(|_| play.just_hurt);
    let easier = easier.and_then(|id| full.library.get(id));
    let easier = easier.map(|entry| format!("Easier: {} (key e)", entry.title()));
    let note = play
        .note
        .as_deref()
        .or(easier.as_deref())
        .or(sleeps(full).filter(|_| pack.is_some()))
        .or(full.unheard.as_deref());
    see(&session::Screen {
        status: &status,
        now,
        title: &play.piece.routine.title,
        hints: &hints(&keys),
        big: full.big,
        note,
        speed: (play.speed != 1.0).then_some(play.speed),
        bell: (play.settings.ring != Bell::All).then(|| play.settings.ring.words()),
        clocks: session::Clocks {
            paused_since: paused_since.as_deref(),
            on_since: on_since.as_deref(),
            bell_at: bell_at.as_deref(),
            off_by: off_by.as_deref(),
        },
        alarm: play.alarm,
    });
}

/// Said where it matters that the machine stays awake, and can't be kept so.
fn sleeps(full: &Full) -> Option<&'static str> {
    full.may_sleep.then_some(NOT_AWAKE)
}

/// When the running application ends by itself, counted from its start.
fn end_of(status: &Status<'_>) -> Duration {
    status
        .length
        .map_or(crate::session::HARD_END, |length| length.most)
}

/// The keys that mean something now, the most useful first.
fn session_keys(status: &Status<'_>) -> Vec<(String, String, u8)> {
    let key = |action, label, weight| hint(Place::Session, action, label, weight);
    let pack = matches!(status.phase.kind, Kind::Application(_) | Kind::Off(_));
    let mut keys = Vec::new();
    match (status.mood, status.phase.kind) {
        (Mood::Alarm, Kind::Application(_)) => {
            keys.push(key(Action::Enter, "pack off", 9));
            keys.push(key(Action::GoOn, "keep it on", 9));
        }
        (Mood::Alarm, _) => keys.push(key(Action::Enter, "it is off", 9)),
        (Mood::Waiting, _) => keys.push(key(Action::Enter, "go on", 9)),
        (Mood::Paused { .. }, _) => keys.push(key(Action::Pause, "go on", 9)),
        (Mood::Away(_), _) => keys.push(key(Action::Enter, "go on", 9)),
        _ if status.may_stop && matches!(status.phase.kind, Kind::Rest | Kind::Change) => {
            keys.push(key(Action::Enter, "go on", 5));
        }
        _ if status.may_stop && status.phase.kind == Kind::Ready => {
            keys.push(key(Action::Enter, "in position", 6));
        }
        _ if status.may_stop => keys.push(key(Action::Enter, "enough", 8)),
        _ => {}
    }
    let paused = matches!(status.mood, Mood::Paused { .. });
    if !pack {
        if !paused && status.length.is_some() {
            keys.push(key(Action::Pause, "", 8));
        }
        keys.push(key(Action::Next, "", 7));
        keys.push(key(Action::Back, "", 6));
        keys.push(key(Action::Again, "", 3));
    }
    keys.push(key(Action::Hurts, "", 6));
    keys.push(key(Action::Big, "", 4));
    keys.push(key(Action::Bell, "", 2));
    keys.push(key(Action::About, "", 1));
    keys.push(key(Action::RedFlags, "", 5));
    keys.push(key(
        Action::Quit,
        match status.phase.kind {
            Kind::Application(_) => "pack off",
            Kind::Off(_) => "leave",
            _ => "",
        },
        7,
    ));
    keys.push(key(Action::Help, "", 5));
    keys
}

fn with_before(full: &Full, play: &Play, now: Moment, see: impl FnOnce(&before::Screen<'_>)) {
    let status = play.session.status(now);
    let routine = &play.piece.routine;
    let waits = status.phase.kind == Kind::Wait && status.mood != Mood::Begin;
    let wait = if waits {
        status.phase.text()
    } else {
        String::new()
    };
    let key = |action, label, weight| hint(Place::Session, action, label, weight);
    let mut keys = vec![
        key(Action::About, "cautions, sources", 5),
        key(Action::RedFlags, "", 6),
        key(Action::Quit, "leave", 7),
        key(Action::Help, "", 4),
    ];
    if play.applies().is_some() {
        keys.insert(0, key(Action::TryAlarm, "", 8));
    }
    let (next, action) = match play.is_gated() {
        true => (Action::AllTheSame, "play it all the same"),
        false => (Action::Enter, if waits { "I am ready" } else { "begin" }),
    };
    let (next, _, _) = key(next, "", 9);
    let cautions_key = key(Action::About, "", 0).0;
    let try_key = key(Action::TryAlarm, "", 0).0;
    let later = play.gate.then(|| for_later(routine.stage));
    let remarks = remarks(full, play, now);
    see(&before::Screen {
        title: &routine.title,
        about: routine.about.as_deref().unwrap_or(""),
        length: &minutes(&play.piece.timeline),
        cautions: &play.piece.cautions,
        cautions_key: &cautions_key,
        needs: &routine.needs,
        wait: &wait,
        left: status.left.filter(|_| waits && !play.is_gated()),
        later,
        remarks: &remarks,
        alarm: play.applies().map(|_| before::Alarm {
            key: &try_key,
            tried: full.tried,
            trouble: sleeps(full),
        }),
        key: &next,
        action,
        hints: &hints(&keys),
    });
}

/// What else is to be said before it begins.
fn remarks(full: &Full, play: &Play, now: Moment) -> Vec<String> {
    let mut remarks = Vec::new();
    remarks.extend(play.closed_words(now));
    remarks.extend(play.advice.clone());
    if play.advice.is_some()
        && let Some(easier) = easier(&full.library, play, now)
    {
        remarks.push(easier);
    }
    if !full.has_list
        && let (Some(left), Some(book)) = (full.world.left.last(), &full.world.book)
    {
        let words = left.words(book, now);
        remarks.push(format!("{words} supple resume sees to it."));
    }
    if play.asks_before {
        remarks.push(match play.rated_before() {
            Some(rating) => format!("Pain or stiffness now: {rating} of 10."),
            None => "Pain or stiffness now? 0 to 9, T for ten, or leave it out.".into(),
        });
    }
    remarks
}

/// The easier routine that is named for what is played, and the key to it.
fn easier(library: &Library, play: &Play, now: Moment) -> Option<String> {
    let entry = library.get(play.easier(now)?)?;
    let (key, _, _) = hint(Place::Session, Action::Easier, "", 0);
    Some(format!(
        "Easier on the body: {}. Key: {key}.",
        entry.title()
    ))
}

fn with_finish(full: &Full, play: &Play, now: Moment, see: impl FnOnce(&finish::Screen<'_>)) {
    let kind = match play.ending() {
        _ if play.session.pack_on().is_some() => "Stopped, with the pack still on you.",
        Some(Ending::Stopped) => "Stopped there. What you did counts.",
        _ => "Done. Take a breath before you go on.",
    };
    let next = match play.session.pack_on() {
        Some(_) => play.last_words().join(" "),
        None => match play.hurt.and_then(|_| easier(&full.library, play, now)) {
            Some(easier) => format!("Some of it hurt. {easier}"),
            None => suits_next(&full.library, play),
        },
    };
    let not_before = play.next_pack().map(|(agent, at)| match agent {
        Agent::Heat => format!("The next heat not before {at}."),
        Agent::Cold => format!("The next cold not before {at}."),
    });
    let key = |action, label, weight| hint(Place::Text, action, label, weight);
    let ask = play
        .asking
        .as_ref()
        .map_or(String::new(), |ask| ask.words());
    let mut keys = vec![key(Action::Close, "leave", 9), key(Action::RedFlags, "", 5)];
    if play.hurt.is_some() && play.easier(now).is_some() && play.session.pack_on().is_none() {
        keys.insert(0, hint(Place::Session, Action::Easier, "", 8));
    }
    if play.asking.is_some() {
        let key = |action| hint(Place::Felt, action, "", 9);
        keys = vec![key(Action::Enter), key(Action::Close)];
    }
    see(&finish::Screen {
        kind,
        next: &next,
        not_before: not_before.as_deref(),
        done: &play.session.tally().done(&play.piece.timeline),
        scroll: full.scroll,
        ask: &ask,
        trouble: full.trouble.as_deref(),
        hints: &hints(&keys),
    });
}

/// What suits after a routine: a sentence with a title of the library.
pub(crate) fn suits_next(library: &Library, play: &Play) -> String {
    let of = |kind: fn(Kind) -> bool| play.piece.timeline.phases().iter().any(|p| kind(p.kind));
    let next = match play.piece.id.as_deref() {
        Some("first-five-minutes") => "heat-session",
        _ if of(|kind| matches!(kind, Kind::Application(_) | Kind::Lie)) => "walk-short",
        _ if of(|kind| kind == Kind::Walk) => "breathe-belly",
        _ if of(|kind| kind == Kind::Breath) => "walk-short",
        _ => "breathe-even",
    };
    match library
        .get(next)
        .filter(|_| play.piece.id.as_deref() != Some(next))
    {
        Some(entry) => format!(
            "What may suit next: {} (supple play {}).",
            entry.title(),
            next
        ),
        None => String::new(),
    }
}

fn with_list(full: &Full, now: Moment, see: impl FnOnce(&pick::Screen<'_>)) {
    let stage = full.stage(now);
    let mut groups: Vec<Group> = Vec::new();
    for item in full.pick.shown() {
        let row = match full.library.get(&item.id) {
            Some(entry) => row(entry, &item.length, stage),
            None => Row {
                title: page_title(&item.id),
                ..Row::default()
            },
        };
        match groups.last_mut().filter(|group| group.name == item.group) {
            Some(group) => group.rows.push(row),
            None => groups.push(Group {
                name: item.group.clone(),
                rows: vec![row],
            }),
        }
    }
    let preview = full
        .pick
        .selected_item()
        .map(|item| match full.library.get(&item.id) {
            Some(entry) => preview(&full.library, entry, stage),
            None => page_preview(&item.id),
        });
    let key = |action, label, weight| hint(Place::Picker, action, label, weight);
    let keys = [
        key(Action::Enter, "", 9),
        (String::from("a–z"), String::from("filter"), 6),
        key(Action::HowIsIt, "", 5),
        key(Action::RedFlags, "", 8),
        key(Action::Help, "", 4),
        key(
            Action::Close,
            if full.pick.filter().is_empty() {
                "leave"
            } else {
                "all"
            },
            7,
        ),
    ];
    let today = full.today(now);
    let corner = full
        .world
        .back
        .map_or(String::new(), |back| back.words(today));
    let left = full.world.left.last().zip(full.world.book.as_ref());
    let left = left.map(|(left, book)| {
        let (key, _, _) = hint(Place::Picker, Action::TakeUp, "", 0);
        format!("{key}: {}", left.words(book, now))
    });
    let offer = full.trouble.clone().or(left);
    see(&pick::Screen {
        groups: &groups,
        selected: full.pick.selected(),
        filter: full.pick.filter(),
        of: full.pick.count(),
        preview: preview.as_ref(),
        scroll: full.scroll,
        corner: &corner,
        offer: offer.as_deref(),
        empty: "Nothing here has these words. Backspace takes the last letter back.",
        hints: &hints(&keys),
    });
}

pub(crate) fn page_title(name: &str) -> String {
    let page = library::pages().find(|page| page.name == name);
    page.map_or(String::new(), |page| page.title.to_owned())
}

fn page_preview(name: &str) -> Preview {
    let page = library::pages().find(|page| page.name == name);
    let text = page.map_or("", |page| page.text);
    let (title, body) = text.split_once('\n').unwrap_or((text, ""));
    Preview {
        title: title.to_owned(),
        problem: body.trim_start().lines().map(str::to_owned).collect(),
        ..Preview::default()
    }
}

pub(crate) fn row(entry: &Entry, length: &str, stage: Stage) -> Row {
    let Some(routine) = entry.routine() else {
        return Row {
            title: entry.id.clone(),
            mark: Some(Mark::Broken),
            ..Row::default()
        };
    };
    let mark = match (&entry.origin, entry.shadows) {
        _ if routine.stage > stage => Some(Mark::Later),
        (Origin::BuiltIn, _) => None,
        (_, true) => Some(Mark::Shadows),
        (_, false) => Some(Mark::Own),
    };
    Row {
        title: routine.title.clone(),
        length: length.to_owned(),
        position: positions(routine),
        areas: routine.areas.join(", "),
        mark,
    }
}

pub(crate) fn preview(library: &Library, entry: &Entry, stage: Stage) -> Preview {
    let problems = library.faults(entry);
    let Some(routine) = entry.routine().filter(|_| problems.is_empty()) else {
        let path = entry
            .path()
            .map(|path| path.display().to_string())
            .unwrap_or_default();
        let told = human(&path, &entry.text, &problems, Look::Plain);
        return Preview {
            title: entry.id.clone(),
            remark: "This file can't be played until it is mended.".into(),
            problem: told.lines().map(str::to_owned).collect(),
            ..Preview::default()
        };
    };
    let timeline = library.timeline(routine);
    let mut facts = vec![
        minutes(&timeline),
        positions(routine),
        routine.areas.join(", "),
    ];
    facts.extend(routine.how_often.clone());
    facts.retain(|fact| !fact.is_empty());
    let remark = match (routine.stage > stage, &entry.origin) {
        (true, _) => format!("For later: {}", for_later(routine.stage)),
        (false, Origin::BuiltIn) => String::new(),
        (false, _) => {
            let path = entry
                .path()
                .map(|path| path.display().to_string())
                .unwrap_or_default();
            match entry.shadows {
                true => format!("Your own, in the place of the built-in one: {path}"),
                false => format!("Your own: {path}"),
            }
        }
    };
    Preview {
        title: routine.title.clone(),
        facts,
        remark,
        about: routine.about.clone().unwrap_or_default(),
        steps: plan::outline(&timeline),
        cautions: library.cautions(routine),
        sources: routine.sources.iter().map(said).collect(),
        problem: Vec::new(),
    }
}

fn said(source: &Source) -> Said {
    let by = source
        .by
        .as_deref()
        .map_or(String::new(), |by| format!(", {by}"));
    Said {
        title: format!("{}{by}", source.title),
        says: source.says.clone().unwrap_or_default(),
    }
}

/// How long it lasts in a few words: `1–4 min`, `45 s`, `check list` where only keys go on.
pub(crate) fn minutes(timeline: &Timeline) -> String {
    let totals = timeline.totals();
    let up = |length: Duration| length.as_secs().div_ceil(60);
    let (least, most) = (up(totals.least), up(totals.most));
    match totals.most.as_secs() {
        0 if totals.waits > 1 => "check list".into(),
        0 => "own pace".into(),
        seconds @ 1..=59 => format!("{seconds} s"),
        _ if least == most => format!("{most} min"),
        _ => format!("{least}–{most} min"),
    }
}

fn positions(routine: &Routine) -> String {
    let word = |position: &Position| match position {
        Position::Any => "any position",
        other => other.word(),
    };
    routine
        .positions
        .iter()
        .map(word)
        .collect::<Vec<_>>()
        .join(" or ")
}

/// Everything that a routine is found by, lower case.
pub(super) fn words(entry: &Entry) -> String {
    let mut words = vec![entry.id.replace('-', " "), entry.group().to_owned()];
    if let Some(routine) = entry.routine() {
        words.push(routine.title.clone());
        words.push(positions(routine));
        words.extend(routine.areas.iter().chain(&routine.helps).cloned());
        words.extend(routine.about.clone());
    }
    words.join("\n").to_lowercase()
}

pub(super) fn text_keys() -> Vec<(String, String, u8)> {
    let key = |action, label, weight| hint(Place::Text, action, label, weight);
    vec![
        key(Action::Close, "close", 9),
        key(Action::PageDown, "more", 6),
        key(Action::RedFlags, "", 5),
    ]
}

pub(super) fn with_help(scroll: u16, see: impl FnOnce(&help::Screen<'_>)) {
    let sections = [
        (Place::Session, "While a routine is played"),
        (Place::Picker, "In the list, where letters filter"),
        (Place::Text, "In a text"),
        (Place::Felt, "Where it is asked how it felt"),
        (Place::Watch, "While a file is watched"),
        (Place::Figures, "In the figures of supple stats"),
        (Place::Everywhere, "Everywhere"),
    ];
    let sections = sections.map(|(place, name)| help::Section {
        name: name.into(),
        keys: TABLE
            .iter()
            .filter(|binding| binding.place == place)
            .map(pair)
            .collect(),
    });
    let keys = text_keys();
    see(&help::Screen {
        title: "Keys",
        sections: &sections,
        scroll,
        hints: &hints(&keys),
    });
}

/// What is printed on the keys of a binding, and what they do.
fn pair(binding: &keys::Binding) -> (String, String) {
    let keys: Vec<String> = binding.keys.iter().map(|key| key.label()).collect();
    (keys.join(", "), binding.long.to_owned())
}

fn with_page(full: &Full, over: &Over, see: impl FnOnce(&page::Screen<'_>)) {
    let mut keys = text_keys();
    let (title, blocks, scroll) = match over {
        // These have screens of their own.
        Over::Help { .. } | Over::Ask { .. } => return,
        Over::Page { name, scroll } => {
            if *name == RED_FLAGS {
                keys.pop();
            }
            (page_title(name), page_blocks(name), *scroll)
        }
        Over::About { scroll } => match &full.play {
            Some(play) => (
                play.piece.routine.title.clone(),
                about_blocks(play),
                *scroll,
            ),
            None => Default::default(),
        },
    };
    see(&page::Screen {
        title: &title,
        blocks: &blocks,
        scroll,
        hints: &hints(&keys),
    });
}

fn with_question(
    full: &Full,
    question: Question,
    selected: usize,
    see: impl FnOnce(&ask::Screen<'_>),
) {
    let why = match question {
        Question::How => {
            "It decides what is offered at once and what is marked as being for later. Nothing is \
             ever locked, and Tab in the list asks again."
        }
        Question::Since(_) => {
            "The sources count from the first day: exercise again after two weeks, no twisting for \
             six."
        }
        Question::HasItEased => "Gentle movements are offered once it has.",
        Question::BrokenOff { .. } => {
            let left = full.world.left.last().zip(full.world.book.as_ref());
            &left.map_or(String::new(), |(left, book)| left.words(book, full.latest))
        }
    };
    let key = |action, label, weight| hint(Place::Picker, action, label, weight);
    let keys = [
        key(Action::Enter, "choose", 9),
        key(Action::Up, "", 6),
        key(Action::Down, "", 7),
        key(Action::Close, "not now", 8),
    ];
    see(&ask::Screen {
        question: question.words(),
        why,
        answers: &question.answers(),
        selected,
        hints: &hints(&keys),
    });
}

fn about_blocks(play: &Play) -> Vec<Block> {
    let routine = &play.piece.routine;
    let mut blocks = Vec::new();
    blocks.extend(routine.about.clone().map(Block::Text));
    if !play.piece.cautions.is_empty() {
        blocks.push(Block::Warning("Beware".into()));
        blocks.extend(play.piece.cautions.iter().cloned().map(Block::Item));
    }
    if let Some(how_often) = &routine.how_often {
        blocks.push(Block::Heading("How often".into()));
        blocks.push(Block::Text(how_often.clone()));
    }
    if !routine.sources.is_empty() {
        blocks.push(Block::Heading("What it rests on".into()));
        blocks.extend(routine.sources.iter().map(|source| {
            let said = said(source);
            Block::Item(match said.says.is_empty() {
                true => said.title,
                false => format!("{}: {}", said.title, said.says),
            })
        }));
    }
    if let Some(confidence) = routine.confidence {
        blocks.push(Block::Text(format!("The dose: {}.", confidence.words())));
    }
    blocks
}

/// The lines of a page as blocks: capitals head a section, a dash begins an item.
pub(crate) fn page_blocks(name: &str) -> Vec<Block> {
    let Some(page) = library::pages().find(|page| page.name == name) else {
        return Vec::new();
    };
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for line in page.text.lines().skip(1) {
        let heads = line.chars().any(char::is_alphabetic) && !line.chars().any(char::is_lowercase);
        match line.strip_prefix("- ") {
            _ if line.trim().is_empty() => open = false,
            Some(item) => {
                blocks.push(Block::Item(item.to_owned()));
                open = true;
            }
            None if heads => {
                blocks.push(Block::Warning(line.to_owned()));
                open = false;
            }
            None => match blocks.last_mut().filter(|_| open) {
                Some(Block::Item(text) | Block::Text(text)) => {
                    text.push(' ');
                    text.push_str(line.trim());
                }
                _ => {
                    blocks.push(Block::Text(line.trim().to_owned()));
                    open = true;
                }
            },
        }
    }
    blocks
}
