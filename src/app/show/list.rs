//! The list of routines as its screen wants it: rows, and what is seen of the selected one.

use std::sync::Arc;

use super::*;
use crate::seconds;

pub(super) fn with_list(full: &App, now: Moment, see: impl FnOnce(&pick::PickerView<'_>)) {
    let stage = full.player.stage(now);
    let mut groups: Vec<RoutineGroup> = Vec::new();
    for item in full.pick.shown() {
        let row = match full.player.library.get(&item.id) {
            Some(entry) => row(entry, &item.length, stage),
            None => RoutineRow {
                title: page_title(&item.id),
                ..RoutineRow::default()
            },
        };
        match groups.last_mut().filter(|group| group.name == item.group) {
            Some(group) => group.rows.push(row),
            None => groups.push(RoutineGroup {
                name: item.group.clone(),
                rows: vec![row],
            }),
        }
    }
    let preview = selected_preview(full, stage);
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
    let today = full.player.today(now);
    let corner = full
        .player
        .environment
        .back
        .map_or(String::new(), |back| back.words(today));
    let left = full.player.broken_off(now).map(|words| {
        let (key, _, _) = hint(Place::Picker, Action::TakeUp, "", 0);
        format!("{key}: {words}")
    });
    let offer = full.trouble.clone().or(left);
    see(&pick::PickerView {
        groups: &groups,
        selected: full.pick.selected(),
        filter: full.pick.filter(),
        of: full.pick.count(),
        preview: preview.as_deref(),
        scroll: full.scroll,
        corner: &corner,
        offer: offer.as_deref(),
        empty: "Nothing here has these words. Backspace takes the last letter back.",
        hints: &hints(&keys),
    });
}

/// What is seen of the selected row, made once for as long as it stays selected: a routine is
/// compiled for it.
fn selected_preview(full: &App, stage: Stage) -> Option<Arc<Preview>> {
    let item = full.pick.selected_item()?;
    let mut seen = full.previewed.borrow_mut();
    let known = seen
        .as_ref()
        .filter(|(id, of, _)| *id == item.id && *of == stage);
    if let Some((_, _, preview)) = known {
        return Some(preview.clone());
    }
    let preview = Arc::new(match full.player.library.get(&item.id) {
        Some(entry) => preview(&full.player.library, entry, stage),
        None => page_preview(&item.id),
    });
    *seen = Some((item.id.clone(), stage, preview.clone()));
    Some(preview)
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

pub(crate) fn row(entry: &Entry, length: &str, stage: Stage) -> RoutineRow {
    let Some(routine) = entry.routine() else {
        return RoutineRow {
            title: entry.id.clone(),
            mark: Some(RoutineMark::Broken),
            ..RoutineRow::default()
        };
    };
    let mark = match (&entry.origin, entry.shadows) {
        _ if routine.stage > stage => Some(RoutineMark::Later),
        (Origin::BuiltIn, _) => None,
        (_, true) => Some(RoutineMark::Shadows),
        (_, false) => Some(RoutineMark::Own),
    };
    RoutineRow {
        title: routine.title.to_string(),
        length: length.to_owned(),
        position: positions(routine),
        areas: routine.areas.join(", "),
        mark,
    }
}

pub(crate) fn preview(library: &Library, entry: &Entry, stage: Stage) -> Preview {
    let (routine, timeline) = match library.playable(entry) {
        Ok(playable) => playable,
        Err(problems) => {
            let path = entry.path().map(|path| path.display().to_string());
            let path = path.unwrap_or_default();
            let told = human(&path, entry.text(), &problems, Look::Plain);
            return Preview {
                title: entry.id.clone(),
                remark: "This file can't be played until it is mended.".into(),
                problem: told.lines().map(str::to_owned).collect(),
                ..Preview::default()
            };
        }
    };
    let mut facts = vec![
        minutes(&timeline),
        positions(&routine),
        routine.areas.join(", "),
    ];
    facts.extend(routine.how_often.iter().map(String::from));
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
        title: routine.title.to_string(),
        facts,
        remark,
        about: routine.about.as_deref().unwrap_or_default().into(),
        steps: plan::outline(&timeline),
        cautions: library.cautions(&routine),
        sources: routine.sources.iter().map(said).collect(),
        problem: Vec::new(),
    }
}

pub(super) fn said(source: &Source) -> QuotedSource {
    let by = source
        .by
        .as_deref()
        .map_or(String::new(), |by| format!(", {by}"));
    QuotedSource {
        title: format!("{}{by}", source.title),
        says: source.says.as_deref().unwrap_or_default().into(),
    }
}

/// How long it lasts in a few words: `1–4 min`, `45 s`, `from 5 min` where something of it is at
/// the person's own pace, `check list` where only keys go on.
pub(crate) fn minutes(timeline: &Timeline) -> String {
    let totals = timeline.totals();
    let (least, most) = (
        seconds::minutes(totals.least),
        seconds::minutes(totals.most),
    );
    let range = |least, most| match totals.most.as_secs() {
        seconds @ 0..=59 => format!("{seconds} s"),
        _ if least == most => format!("{most} min"),
        _ => format!("{least}–{most} min"),
    };
    match (totals.most.is_zero(), timeline.has_own_pace()) {
        (true, false) if totals.waits > 1 => "check list".into(),
        (true, _) => "own pace".into(),
        (false, true) => format!("from {}", range(least, least)),
        (false, false) => range(least, most),
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
pub(in crate::app) fn words(entry: &Entry) -> String {
    let mut words = vec![entry.id.replace('-', " "), entry.group().to_owned()];
    if let Some(routine) = entry.routine() {
        words.push(routine.title.to_string());
        words.push(positions(routine));
        let found_by = routine.areas.iter().chain(&routine.helps);
        words.extend(found_by.chain(&routine.about).map(String::from));
    }
    words.join("\n").to_lowercase()
}
