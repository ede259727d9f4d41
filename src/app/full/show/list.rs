//! The list of routines as its screen wants it: rows, and what is seen of the selected one.

use std::sync::Arc;

use super::*;
use crate::app::overlay::page_blocks;
use crate::app::rows::own_history;
use crate::fit::FitRoutine;
use crate::routine::Stage;
use crate::view::pick::{ListColumns, RoutineMark};
use crate::words::{capital, length, minutes as several};

pub(super) fn with_list(app: &App, now: Moment, see: impl FnOnce(&pick::PickerView<'_>)) {
    let stage = app.player.stage(now);
    let preview = selected_preview(app, stage, now);
    let key = |action, label, weight| hint(Place::Picker, action, label, weight);
    let enter = if app.marked.is_empty() {
        ""
    } else {
        "play the marked"
    };
    let keys = [
        key(Action::Enter, enter, 9),
        key(Action::Mark, "", 3),
        (String::from("a–z"), String::from("filter"), 6),
        key(Action::HowIsIt, "", 5),
        key(Action::RedFlags, "", 8),
        key(Action::Help, "", 4),
        key(
            Action::Close,
            if app.pick.filter().is_empty() {
                ""
            } else {
                "clear"
            },
            7,
        ),
    ];
    let today = app.player.today(now);
    let corner = app
        .player
        .environment
        .back
        .map_or(String::new(), |back| back.words(today));
    let left = app.player.broken_off(now).map(|words| {
        let (key, _, _) = hint(Place::Picker, Action::TakeUp, "", 0);
        format!("{key}: {words}")
    });
    let offer = app
        .refused
        .map(str::to_owned)
        .or(app.trouble.clone())
        .or(left);
    let row = |nth| {
        let (item, group) = app.pick.shown_at(nth)?;
        let entry = app.player.library.get(&item.id);
        let marked = app.marked.iter().position(|id| *id == item.id);
        let marked = marked.map(|nth| RoutineMark::Marked(nth + 1));
        Some(RoutineRow {
            group,
            title: &item.title,
            lit: app
                .pick
                .found()
                .map_or(Vec::new(), |found| found.lit(&item.title)),
            position: &item.position,
            length: &item.length,
            mark: marked.or_else(|| mark(entry?, stage)),
        })
    };
    let no_set = match &app.typed_set {
        Some((_, Err(why))) => Some(format!("{}.", capital(why))),
        _ => None,
    };
    let found = app.pick.found().and_then(|found| found.note.as_deref());
    let note = no_set.as_deref().or(found);
    see(&pick::PickerView {
        count: app.pick.shown().len(),
        row: &row,
        columns: ListColumns {
            marks: app.columns.marks || !app.marked.is_empty(),
            ..app.columns
        },
        note,
        selected: app.pick.selected(),
        filter: app.pick.filter(),
        of: app.pick.items().len() + usize::from(matches!(app.typed_set, Some((_, Ok(_))))),
        preview: preview.as_deref(),
        scroll: app.scroll,
        corner: &corner,
        offer: offer.as_deref(),
        empty: crate::words::picker::NONE_HAS_THESE_WORDS,
        hints: &hints(&keys),
        figure: (
            now.since(app.turned_at),
            pace(app, &app.player.options.settings, 1.0, now),
        ),
    });
}

/// What is seen of the selected row, made once for as long as it stays selected: a routine is
/// compiled for it.
fn selected_preview(app: &App, stage: Stage, now: Moment) -> Option<Arc<Preview>> {
    let item = app.pick.selected_item()?;
    let mut seen = app.previewed.borrow_mut();
    let known = seen
        .as_ref()
        .filter(|(id, of, _)| *id == item.id && *of == stage);
    if let Some((_, _, preview)) = known {
        return Some(preview.clone());
    }
    let preview = Arc::new(match app.player.library.get(&item.id) {
        Some(entry) => {
            let mut preview = preview(&app.player.library, entry, stage);
            preview.history = own_history_of(app, &item.id, now);
            preview
        }
        None if item.is_set() => set_preview(app),
        None => Preview {
            title: item.title.clone(),
            page: page_blocks(&item.id),
            ..Preview::default()
        },
    });
    *seen = Some((item.id.clone(), stage, preview.clone()));
    Some(preview)
}

/// Who has just answered has read enough: until they move in the list, the body alone shows what is
/// selected.
pub(in crate::app::full) fn hush_preview(app: &App, now: Moment) {
    let stage = app.player.stage(now);
    let hushed = selected_preview(app, stage, now).map(|preview| Preview {
        figure: preview.figure.clone(),
        ..Preview::default()
    });
    if let (Some(hushed), Some((_, _, preview))) = (hushed, &mut *app.previewed.borrow_mut()) {
        *preview = Arc::new(hushed);
    }
}

/// The routines of the set for the minutes that are typed, and how long it takes.
fn set_preview(app: &App) -> Preview {
    let Some((_, Ok(set))) = &app.typed_set else {
        return Preview::default();
    };
    let step = |one: &FitRoutine| format!("{}, {}", one.title, length(set.lasts_of(one)));
    Preview {
        title: several::ONE_AFTER_ANOTHER.into(),
        facts: vec![length(set.lasts())],
        steps: set.routines().map(step).collect(),
        ..Preview::default()
    }
}

/// How often a routine was done lately, and how it felt.
fn own_history_of(app: &App, id: &str, now: Moment) -> String {
    let services = app.player.environment.services.as_ref();
    services.map_or(String::new(), |services| {
        let lately = (services.lately)();
        let today = (services.calendar)(now).date();
        own_history(&lately.history.sessions, today, |record| {
            record.has_done(id)
        })
    })
}
