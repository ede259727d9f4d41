//! The list of routines as its screen wants it: rows, and what is seen of the selected one.

use std::rc::Rc;
use std::sync::Arc;

use super::*;
use crate::app::overlay::page_blocks;
use crate::app::rows::{own_history, steps};
use crate::fit::FitRoutine;
use crate::routine::Stage;
use crate::today::TodayAct;
use crate::view::pick::{ListColumns, PickerView, RoutineMark};
use crate::words::today as said;
use crate::words::{capital, picker, picker as several};

pub(super) fn list(app: &App, now: Moment) -> PickerView<'_> {
    let stage = app.player.stage(now);
    let mut preview = selected_preview(app, stage, now);
    if let Some(shown) = preview.as_mut().filter(|_| app.hushed) {
        *shown = Arc::new(Preview { figure: shown.figure.clone(), ..Preview::default() });
    }
    let row = move |nth| {
        let (item, group) = app.pick.shown_at(nth)?;
        let entry = app.player.library.get(&item.id);
        let marked = app.marked.iter().position(|id| *id == item.id);
        let marked = marked.map(|nth| RoutineMark::Marked(nth + 1));
        let today = app.pick.today_at(nth).map(|row| app.player.today_list.rows.get(row));
        Some(RoutineRow {
            group,
            title: &item.title,
            lit: app.pick.found.as_ref().map_or(Vec::new(), |found| found.lit(&item.title)),
            position: &item.position,
            length: &item.length,
            mark: marked.or_else(|| mark(entry?, stage)),
            reason: today.map(|row| row.map_or(&[][..], |row| &row.words)),
        })
    };
    let count = app.pick.shown().len();
    let note = app.pick.found.as_ref().and_then(|found| found.note.clone());
    PickerView {
        count,
        row: Rc::new(row),
        columns: ListColumns { marks: app.columns.marks || !app.marked.is_empty(), ..app.columns },
        selected: app.pick.choice.selected,
        filter: &app.pick.choice.filter,
        of: app.pick.items().len() + usize::from(matches!(app.typed_set, Some((_, Ok(_))))),
        corner: corner(app, now),
        note: match &app.typed_set {
            Some((_, Err(why))) => format!("{}.", capital(why)),
            _ if count == 0 => note.unwrap_or_else(|| picker::NONE_HAS_THESE_WORDS.into()),
            _ => note.unwrap_or_default(),
        },
        preview,
        scroll: app.scroll,
        offer: app.refused.clone().or(app.player.trouble.clone()).or_else(|| left_over(app, now)),
        hints: list_keys(app),
        figure: (now.since(app.turned_at), pace(app, &app.player.options.settings, 1.0, now)),
    }
}

/// The keys that the list tells at its foot.
fn list_keys(app: &App) -> Vec<Hint> {
    let key = |action, label, weight| hint(Place::Picker, action, label, weight);
    let explains = match app.pick.selected_today() {
        Some(_) => key(Action::ScrollDown, said::WHY_THIS, 6),
        None => Hint::new("a–z", "filter", 6),
    };
    vec![
        key(Action::Enter, if app.marked.is_empty() { "" } else { picker::PLAY_MARKED }, 9),
        key(Action::Mark, "", 3),
        Hint::new("4", picker::IN_4_MINUTES, 2),
        explains,
        key(Action::HowIsIt, "", 5),
        key(Action::RedFlags, "", 8),
        key(Action::Help, "", 4),
        key(Action::Close, if app.pick.choice.filter.is_empty() { "" } else { "clear" }, 7),
    ]
}

/// How the back is, and how much was done today.
fn corner(app: &App, now: Moment) -> String {
    let back = app.player.environment.back;
    let back = back.map_or(String::new(), |back| back.headline(&app.player.calendar(now)));
    match app.player.done_today(now) {
        0 => back,
        done => format!("{back} · {}", said::done_today(done)),
    }
}

/// A session that was broken off, where no row of today says so, and the key to it.
fn left_over(app: &App, now: Moment) -> Option<String> {
    let mut rows = app.player.today_list.rows.iter();
    if rows.any(|row| row.act == TodayAct::Resume) {
        return None;
    }
    let words = app.player.broken_off(now)?;
    let key = hint(Place::Picker, Action::TakeUp, "", 0).key;
    Some(format!("{key}: {words}"))
}

/// What is seen of the selected row, made once for as long as it stays selected: a routine is
/// compiled for it.
fn selected_preview(app: &App, stage: Stage, now: Moment) -> Option<Arc<Preview>> {
    let item = app.pick.selected_item()?;
    let mut seen = app.previewed.borrow_mut();
    let known = seen.as_ref().filter(|(id, of, _)| *id == item.id && *of == stage);
    if let Some((_, _, preview)) = known {
        return Some(preview.clone());
    }
    let of_today = app.pick.selected_today();
    let of_today = of_today.and_then(|nth| app.player.today_list.rows.get(nth));
    let entry = app.player.library.get(&item.id);
    let title = item.title.clone();
    let preview = Arc::new(match (entry, of_today) {
        (Some(entry), _) => {
            let today = app.player.calendar(now).date();
            let lately = app.player.today_list.history.as_ref();
            let history = lately.map(|lately| {
                let sessions = &lately.history.sessions;
                own_history(sessions, today, |record| record.has_done(&item.id))
            });
            let history = history.unwrap_or_default();
            Preview { history, ..preview(&app.player.library, entry, stage) }
        }
        _ if item.is_set() => set_preview(app),
        (None, Some(row)) if !matches!(row.act, TodayAct::Page(_)) => {
            let words = app.player.explain_today(row, now).join(" ");
            Preview { title, blocks: vec![PageBlock::Text(words)], ..Preview::default() }
        }
        _ => Preview { title, blocks: page_blocks(&item.id), ..Preview::default() },
    });
    *seen = Some((item.id.clone(), stage, preview.clone()));
    Some(preview)
}

/// The routines of the set for the minutes that are typed, and how long it takes.
fn set_preview(app: &App) -> Preview {
    let Some((_, Ok(set))) = &app.typed_set else {
        return Preview::default();
    };
    let step = |one: &FitRoutine| {
        let lasts = several::lasts(set.lasts_of(one), one.about);
        format!("{}, {lasts}", one.title)
    };
    let about = set.routines().any(|one| one.about);
    Preview {
        title: several::ONE_AFTER_ANOTHER.into(),
        facts: vec![several::lasts(set.lasts(), about)],
        blocks: steps(set.routines().map(step)),
        ..Preview::default()
    }
}
